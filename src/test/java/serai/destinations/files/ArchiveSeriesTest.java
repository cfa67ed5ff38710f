package serai.destinations.files;

import org.junit.jupiter.api.Test;
import serai.model.EventType;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a platform calls its types, two of them have two names on every file system. */
class ArchiveSeriesTest {

    private static final long SEED = Long.getLong("seed", new Random().nextLong());
    private static final int TYPES = 20_000;
    /** Pieces that file systems fold, cut, refuse or take for something else. */
    private static final String[] PIECES =
            {"a", "A", "e\u0301", "\u00E9", "E\u0301", "\u00DF", "ss", "SS", "i", "I", "\u0130", "\u0131",
                    "k", "\u212A", "_", "-", " ", ".", "..", "/", "\\", ":", "*", "%", "%2E", "~", "\0", "\n", "con", "NUL", "com1",
                    "2", "1",
                    "\uD83C\uDF93", "\uD83C", "\uD800", "\uDC00", "\u540D", "\uFF21", "\uFB01", "fi", "Course_Completed",
                    "COURSE_COMPLETED"};

    @Test
    void noTwoTypesShareAName() {
        Random random = new Random(SEED);
        Map<String, String> types = new HashMap<>();
        for (int i = 0; i < TYPES; i++) {
            String type = type(random);
            String name = ArchiveSeries.of("2026-11-22", type, null, "jsonl").name(1);
            assertThat(name).as("seed %d", SEED).matches("[a-z0-9_]*(~[0-9a-f]{20})?\\.jsonl").doesNotStartWith(".")
                    .hasSizeLessThan(80);
            String other = types.put(folded(name), type);
            assertThat(other == null || other.equals(type)).as("'%s' and '%s' are both %s; seed %d", other, type, name, SEED)
                    .isTrue();
        }
    }

    @Test
    void aTypeThatIsKnownKeepsItsName() {
        for (EventType type : EventType.values()) {
            assertThat(ArchiveSeries.of("2026-11-22", type.name(), null, "jsonl").key())
                    .isEqualTo("2026-11-22/" + type.name().toLowerCase(Locale.ROOT) + ".jsonl");
        }
    }

    @Test
    void isFoundAgainByItsKey() {
        ArchiveSeries series = ArchiveSeries.of("2026-11-22", "../x", null, "jsonl");
        assertThat(series.key()).matches("2026-11-22/x~[0-9a-f]{20}\\.jsonl");
        assertThat(ArchiveSeries.ofKey(series.key(), Map.of())).isEqualTo(series);
    }

    private static String type(Random random) {
        int pieces = random.nextInt(10) == 0 ? 300 : random.nextInt(4);
        StringBuilder type = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            type.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return type.toString();
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
