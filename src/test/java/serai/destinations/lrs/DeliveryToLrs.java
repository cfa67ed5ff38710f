package serai.destinations.lrs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.SandboxHttp;
import serai.sandbox.lrs.LearningRecordStore;
import serai.testkit.OneDestination;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A delivery to a learning record store over HTTP, which answers as it is told to. */
abstract class DeliveryToLrs {

    static final String[] EIGHT = {"anna", "ben", "cleo", "dora", "emil", "fred", "gina", "hugo"};

    @TempDir
    Path folder;
    SandboxHttp http;
    LearningRecordStore lrs;
    OneDestination serai;

    @BeforeEach
    void prepare() throws Exception {
        http = new SandboxHttp("127.0.0.1", 0).start();
        lrs = http.lrs();
        serai = new OneDestination("lrs", folder).with("serai.lrs.url", lrsUrl());
    }

    String lrsUrl() {
        return "http://127.0.0.1:" + http.port() + "/lrs";
    }

    @AfterEach
    void stop() {
        serai.close();
        http.close();
    }

    void assertStored(int statements) {
        assertThat(lrs.statements()).extracting(statement -> statement.get("id").asText())
                .hasSize(statements).doesNotHaveDuplicates();
        assertThat(serai.balance().delivered()).as("the stored balance").isEqualTo(statements);
    }
}
