package serai.documents;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import serai.cli.Main;
import serai.settings.known.SettingGroup;
import serai.testkit.Document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** README.md says what is so. */
class ReadmeTest {

    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^#?(serai\\.[\\w.-]+) = ");

    private static final Pattern PICTURE = Pattern.compile("\\]\\(docs/images/([\\w-]+)\\.png\\)");
    private static final int PICTURE_MAX_BYTES = 150_000;

    private final Document readme = Document.of("README.md");

    @Test
    void setsNothingThatIsNoSetting() throws IOException {
        String properties = Files.readString(Path.of("application.properties"));

        assertThat(Stream.of(readme.text(), Document.of("docs/sources.md").text(), properties)
                .flatMap(text -> found(ASSIGNMENT, text))).isNotEmpty()
                .allSatisfy(key -> assertThat(SettingGroup.named(key)).as(key).isPresent());
    }

    @Test
    void listsExitCodesAsHelpDoes() {
        String rows = Arrays.stream(Main.class.getAnnotation(CommandLine.Command.class).exitCodeList())
                .map(line -> line.split(":", 2)).map(code -> "| %s | %s |%n".formatted(code[0], code[1]))
                .collect(Collectors.joining());

        Document.of("docs/operating.md").assertPart("exit codes", "| code | meaning |\n| --- | --- |\n" + rows);
    }

    @Test
    void isShort() {
        assertThat(readme.text().lines()).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void showsPicturesThatATestHasTakenAndThatAreSmall() throws IOException {
        String tests = Files.readString(Path.of("src/test/java/serai/console/FlowPageTest.java"))
                + Files.readString(Path.of("src/test/java/serai/console/DeadLettersPageTest.java"));

        assertThat(found(PICTURE, readme.text())).hasSize(2).allSatisfy(name -> {
            assertThat(Path.of("docs/images", name + ".png")).isNotEmptyFile();
            assertThat(Files.size(Path.of("docs/images", name + ".png"))).isLessThan(PICTURE_MAX_BYTES);
            assertThat(tests).contains(".document(\"%s\")".formatted(name));
        });
    }

    @Test
    void itsTwoCommandsAreAllThatCiRuns() throws IOException {
        List<String> commands = Files.readAllLines(Path.of(".ci/run")).stream()
                .filter(line -> !line.isBlank() && !line.matches("(#|set |cd ).*")).toList();

        assertThat(commands).containsExactlyInAnyOrder("./serai demo", "./verify")
                .allSatisfy(command -> assertThat(readme.text()).contains("`" + command + "`"));
    }

    @Test
    void putsLicenceAndNoticeIntoTheJar() throws IOException {
        for (String file : List.of("LICENSE", "NOTICE")) {
            assertThat(Path.of("target/classes/META-INF", file)).hasSameBinaryContentAs(Path.of(file));
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }
}
