package serai.documents;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A page that shows commands says which tests run them, or that none does. */
class CommandsOfPagesTest {

    /** Of any language, so that the end of one is never taken for the begin of the next. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");
    private static final Set<String> OF_COMMANDS = Set.of("", "sh", "bash", "console");
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(?:\\$ )?(?:\\./)?(?:serai|verify|mvn|docker|kubectl|curl|apt-get|tar|psql|systemctl) ");
    private static final Pattern SAID = Pattern.compile("(?m)^Commands of this page: (.+)$");
    /** A host that embeds Serai is a project, which the invoker runs. */
    private static final Pattern PROJECT = Pattern.compile("`(src/it/[\\w-]+)`");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), files.filter(file -> file.toString().endsWith(".md")).sorted())
                    .filter(page -> page.startsWith("docs/embedding") || hasCommands(page)).toList();
        }
    }

    private static boolean hasCommands(Path page) {
        try {
            String text = Files.readString(page);
            return SAID.matcher(text).find() || BLOCK.matcher(text).results().anyMatch(
                    block -> OF_COMMANDS.contains(block.group(1)) && COMMAND.matcher(block.group(2)).find());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void saysWhichTestsRunItsCommands(Path page) throws IOException {
        Matcher said = SAID.matcher(Files.readString(page));

        assertThat(said.find()).as("%s has commands, and a line that begins with \"Commands of this page: \"", page).isTrue();
        Set<String> named = TEST.matcher(said.group(1)).results().map(test -> test.group(1)).collect(Collectors.toSet());
        List<Path> projects = PROJECT.matcher(said.group(1)).results().map(project -> Path.of(project.group(1))).toList();
        assertThat(projects).allSatisfy(project -> assertThat(project).isDirectory());
        if (named.isEmpty() && projects.isEmpty()) {
            assertThat(said.group(1)).as("of %s", page).startsWith("no test runs");
        } else {
            assertThat(tests()).as("tests that %s names", page).containsAll(named);
        }
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", "")).collect(Collectors.toSet());
        }
    }
}
