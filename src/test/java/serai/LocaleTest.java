package serai;

import de.thetaphi.forbiddenapis.Checker;
import de.thetaphi.forbiddenapis.Logger;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** No text that is made here depends on the locale, or the charset, of the machine. */
class LocaleTest {

    private static final Path CLASSES = Path.of("target/classes");
    /** Of the tests only their addresses: what they tell is for people. */
    private static final List<Path> SOURCES =
            List.of(Path.of("src/main/java"), Path.of("src/test/java"), Path.of("src/kafka/java"));

    /** A conversion of a format that writes numbers, letters or times as the locale does; not what an address escapes (%2E). */
    private static final Pattern OF_THE_LOCALE = Pattern.compile("%(\\d+\\$)?([-#+ 0(]*\\d*(\\.\\d+)?[dfegtTS]|,\\d*[dfeg]\\b)");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    /** What the lists of forbidden-apis know, but for {@code String.formatted}: the next test looks at that one's formats. */
    @Test
    void nothingAsksForTheLocaleOrTheCharsetOfTheMachine() throws Exception {
        List<String> found = new ArrayList<>();
        Checker checker = new Checker(new Found(found), getClass().getClassLoader(), EnumSet.of(Checker.Option.FAIL_ON_VIOLATION));
        checker.addBundledSignatures("jdk-unsafe-14", null);
        try (Stream<Path> classes = Files.walk(CLASSES.resolve("serai"))) {
            for (Path one : classes.filter(file -> file.toString().endsWith(".class")).toList()) {
                checker.addClassToCheck(one.toFile());
            }
        }

        assertThat(checker.hasNoSignatures()).isFalse();
        try {
            checker.run();
        } catch (Exception e) {
            assertThat(found).as("give it Locale.ROOT, or UTF-8").isEmpty();
            throw e;
        }
    }

    /** {@code "%s"} is ASCII for a number everywhere, {@code "%d"} is not: ٩ in Egypt. With a locale in the same line both are. */
    @Test
    void noFormatWritesNumbersAsTheMachineDoes() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> sources = Files.walk(folder)) {
                for (Path source : sources.filter(LocaleTest::hasFormats).toList()) {
                    List<String> lines = Files.readAllLines(source);
                    for (int i = 0; i < lines.size(); i++) {
                        if (isOfTheLocale(lines.get(i)) && (folder.equals(SOURCES.get(0)) || lines.get(i).contains("://"))) {
                            found.add(source + ":" + (i + 1) + ": " + lines.get(i).strip());
                        }
                    }
                }
            }
        }

        assertThat(found).as("write %s, or String.format(Locale.ROOT, …) in one line").isEmpty();
    }

    private static boolean isOfTheLocale(String line) {
        return !line.contains("Locale.ROOT") && !line.contains("date_format") // of MariaDB
                && TEXT.matcher(line).results().anyMatch(text -> OF_THE_LOCALE.matcher(text.group().replace("%%", "")).find());
    }

    /** Logback's patterns have a % of their own. */
    private static boolean hasFormats(Path source) {
        return source.toString().endsWith(".java") && !source.endsWith("LogbackProvider.java")
                && !source.endsWith("LocaleTest.java");
    }

    private record Found(List<String> lines) implements Logger {

        @Override
        public void error(String message) {
            lines.add(message);
        }

        @Override
        public void warn(String message) {
            // Of signatures that this JDK lacks.
        }

        @Override
        public void info(String message) {
            // How many classes there were.
        }

        @Override
        public void debug(String message) {
            // Nothing that a test needs.
        }
    }
}
