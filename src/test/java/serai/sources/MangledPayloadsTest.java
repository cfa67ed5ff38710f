package serai.sources;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import serai.sources.mct.MctDecoder;
import serai.sources.praesidium.PraesidiumDecoder;
import serai.testkit.FuzzRun;
import serai.testkit.Mutants;
import serai.testkit.Payloads;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever happens to a payload on its way, a decoder reads it or says why not, and never quotes it. */
class MangledPayloadsTest {

    private static final List<String> SHARDS = List.of("null", "true", "[]", "{}", "{\"a\":", "1e999999999", "-1", "0.5",
            "\"\"", "\"Quirina\"", "\"Wolkenstein\": 1", "\"", "\\", ",", ":", "}", "]", "\\ud800", "\u0000", "\uFEFF",
            "\"UserId\"", "\"version\": \"2.0\",", "\"eventContext\": null,", "Not Applicable", "9".repeat(300));

    private final EventDecoder mct = new MctDecoder("mct", Clock.systemUTC());
    private final EventDecoder praesidium = new PraesidiumDecoder("praesidium", Clock.systemUTC());

    @Property(tries = 4_000)
    void neitherThrowsAnythingElseNorQuotesThePayload(@ForAll("mangled") byte[] raw) {
        decodeOrSayWhyNot(mct, raw);
        decodeOrSayWhyNot(praesidium, raw);
    }

    @Test
    void readsWhateverItsStructureHasBecomeOrSaysWhyNot() {
        new FuzzRun().of("decoders", random -> {
            Mutants mutants = new Mutants(random);
            for (int i = 0; i < 10; i++) { // they are quick, beside a server
                decodeOrSayWhyNot(mct, mutants.of(Mutants.MCT));
                decodeOrSayWhyNot(praesidium, mutants.of(Mutants.PRAESIDIUM));
            }
        });
    }

    private static void decodeOrSayWhyNot(EventDecoder decoder, byte[] raw) {
        try {
            assertThat(decoder.decode(raw).id()).isNotNull();
        } catch (UnreadableEventException e) {
            assertThat(e).hasNoCause();
            assertThat(e.getSuppressed()).isEmpty();
            assertThat(e.getMessage()).doesNotContain(Mutants.PERSONAL).doesNotContain("\n").hasSizeLessThan(400);
            assertThat(e.expected()).isNotBlank().doesNotContain(Mutants.PERSONAL);
            assertThat(e.pointers().toString()).doesNotContain(Mutants.PERSONAL);
        }
    }

    @Provide
    Arbitrary<byte[]> mangled() {
        Arbitrary<byte[]> shards = Arbitraries.oneOf(
                Arbitraries.of(SHARDS).map(Payloads::bytes),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(4),
                Arbitraries.just(new byte[0]));
        Arbitrary<Cut> cuts = Combinators.combine(Arbitraries.doubles().between(0, 1),
                Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.integers().between(0, 12)),
                        Tuple.of(1, Arbitraries.integers().between(0, 200))),
                shards).as(Cut::new);
        return Combinators.combine(Arbitraries.of(Mutants.MCT, Mutants.PRAESIDIUM), cuts.list().ofMaxSize(3)).as((event, list) -> {
            byte[] raw = Payloads.bytes(event);
            for (Cut cut : list) {
                raw = cut.in(raw);
            }
            return raw;
        });
    }

    /** Something else in the place of some bytes. */
    private record Cut(double place, int length, byte[] instead) {

        byte[] in(byte[] raw) {
            int from = (int) (place * raw.length);
            int to = Math.min(raw.length, from + length);
            ByteArrayOutputStream cut = new ByteArrayOutputStream();
            cut.writeBytes(Arrays.copyOf(raw, from));
            cut.writeBytes(instead);
            cut.writeBytes(Arrays.copyOfRange(raw, to, raw.length));
            return cut.toByteArray();
        }
    }
}
