package serai.sandbox.lrs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import serai.sandbox.SandboxHttp;
import serai.sandbox.praesidium.PraesidiumTestEndpoint;
import serai.testkit.lrs.XapiClient;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** A learning record store of the sandbox, and a client of it. */
abstract class OpenLearningRecordStore {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final UUID ONE = UUID.fromString("180012c2-4d3c-51b5-8540-44fcfe5b0ba4");
    static final UUID TWO = UUID.fromString("73c45f2c-09dc-51da-9131-10ca921fedef");

    final LearningRecordStore lrs = new LearningRecordStore(Clock.fixed(NOW, ZoneOffset.UTC), 1_000);
    final SandboxHttp server = new SandboxHttp("127.0.0.1", 0, lrs, new PraesidiumTestEndpoint());
    final XapiClient client = new XapiClient(server);

    @BeforeEach
    void starts() throws IOException {
        server.start();
    }

    @AfterEach
    void stops() {
        server.close();
    }
}
