package serai;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests wait long enough for a machine that is busy with something else: a test that fails there shows nothing. Who waits for
 * something to happen loses no time by that.
 */
class PatienceTest {

    private static final int SECONDS_MIN = 30;

    private static final List<Pattern> LIMITS = List.of(Pattern.compile("\\batMost\\((\\d+), (?:TimeUnit\\.)?SECONDS\\)"),
            Pattern.compile("\\batMost\\(Duration\\.ofSeconds\\((\\d+)\\)\\)"),
            Pattern.compile("\\.(?:get|await|poll|awaitTermination)\\((\\d+), (?:TimeUnit\\.)?SECONDS\\)"));

    /** Awaitility's own limit is ten seconds. */
    private static final Pattern NO_LIMIT = Pattern.compile("\\bawait\\(\\)(?:(?!\\.until|atMost|during)[^;])*\\.until");

    @Test
    void testsWaitLongEnoughForABusyMachine() throws IOException {
        List<String> impatient;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            impatient = files.filter(path -> path.toString().endsWith(".java") && !path.endsWith("serai/PatienceTest.java"))
                    .flatMap(PatienceTest::impatient).toList();
        }

        assertThat(impatient).as("less than %s seconds", SECONDS_MIN).isEmpty();
    }

    private static Stream<String> impatient(Path file) {
        String text = content(file);
        return Stream.concat(
                LIMITS.stream().flatMap(limit -> limit.matcher(text).results())
                        .filter(found -> Integer.parseInt(found.group(1)) < SECONDS_MIN),
                NO_LIMIT.matcher(text).results()).map(found -> "%s: %s".formatted(file, found.group()));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void seesEachWayOfWaiting() {
        assertThat(List.of("await().atMost(5, SECONDS).until(", "x.get(10, TimeUnit.SECONDS)", "latch.await(2, SECONDS)",
                "await().atMost(Duration.ofSeconds(3)).untilAsserted("))
                .allMatch(line -> LIMITS.stream().map(limit -> limit.matcher(line)).filter(Matcher::find)
                        .anyMatch(found -> Integer.parseInt(found.group(1)) < SECONDS_MIN));
        assertThat(List.of("await().until(", "await()\n    .pollInterval(Duration.ofMillis(5)).untilAsserted("))
                .allMatch(line -> NO_LIMIT.matcher(line).find());
        assertThat("await().atMost(30, SECONDS).until(").doesNotMatch(NO_LIMIT);
    }
}
