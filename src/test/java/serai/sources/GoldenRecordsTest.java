package serai.sources;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.sources.mct.MctDecoder;
import serai.sources.praesidium.PraesidiumDecoder;
import serai.testkit.Golden;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class GoldenRecordsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

    static List<String> events() {
        return Golden.names("events");
    }

    @ParameterizedTest
    @MethodSource("events")
    void decodesEveryDocumentedPayload(String name) {
        byte[] raw = Golden.read("events/" + name + ".json");

        LearningRecord record = decoder(name).decode(raw);

        Golden.assertSame("records/" + name + ".json", Golden.pretty(CanonicalJson.write(record)));
        assertThat(record.raw().bytes()).isSameAs(raw);
    }

    private static EventDecoder decoder(String name) {
        return name.startsWith("mct-") ? new MctDecoder("mct", CLOCK) : new PraesidiumDecoder("praesidium", CLOCK);
    }
}
