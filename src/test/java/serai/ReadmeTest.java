package serai;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import serai.cli.Main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** README.md says what is so. */
class ReadmeTest {

    /** Units stand last in the names. */
    private static final Map<String, String> UNITS = Map.of("ms", " ms", "bytes", " bytes", "size", " records", "days", " days",
            "hours", " hours");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^#?(serai\\.[\\w.-]+) = ");
    private static final Map<String, String> CAMEL_SETTINGS = Map.of(
            "camel.server.host", "address that the webhook listens at",
            "camel.server.port", "port of the webhook",
            "camel.server.maxBodySize", "longest body in bytes; a longer one is answered 413",
            "camel.management.host", "address of health and metrics",
            "camel.management.port", "port of health and metrics",
            "camel.main.shutdownTimeout", "how long a stop waits for the routes, in seconds");

    private final Document readme = Document.of("README.md");

    @Test
    void listsEverySettingWithBoundsUnitAndDefault() {
        String rows = Arrays.stream(Setting.values()).map(setting -> "| `%s` | %s | %s | %s |%n".formatted(setting.key(),
                values(setting), setting.byDefault().map(ReadmeTest::value).orElse("follows"), setting.meaning()))
                .collect(Collectors.joining());

        readme.assertPart("settings", "| setting | values | default | meaning |\n| --- | --- | --- | --- |\n" + rows);
    }

    /** Bounds with their unit, or what there is to choose from; what else a value may be, its meaning tells. */
    private static String values(Setting setting) {
        String expected = setting.form().expected();
        String number = "a whole number ";
        if (!expected.startsWith(number)) {
            return expected.startsWith("`") ? expected : "";
        }
        String bounds = expected.substring(number.length());
        return (bounds.contains(" to ") ? bounds.replace("from ", "") : bounds)
                + UNITS.getOrDefault(setting.key().substring(setting.key().lastIndexOf('.') + 1), "");
    }

    private static String value(String byDefault) {
        return byDefault.isEmpty() ? "none" : "`" + byDefault + "`";
    }

    @Test
    void listsSettingsOfCamelAsTheyAreShipped() throws IOException {
        Properties shipped = new Properties();
        shipped.load(Files.newBufferedReader(Path.of("application.properties")));
        String rows = CAMEL_SETTINGS.keySet().stream().sorted()
                .map(key -> "| `%s` | `%s` | %s |%n".formatted(key, shipped.getProperty(key), CAMEL_SETTINGS.get(key)))
                .collect(Collectors.joining());

        readme.assertPart("camel settings", "| setting | as shipped | meaning |\n| --- | --- | --- |\n" + rows);
    }

    @Test
    void setsNothingThatIsNoSetting() throws IOException {
        String properties = Files.readString(Path.of("application.properties"));

        assertThat(Stream.of(readme.text(), properties).flatMap(text -> found(ASSIGNMENT, text)))
                .isNotEmpty().allSatisfy(key -> assertThat(Setting.named(key)).as(key).isPresent());
    }

    @Test
    void listsExitCodesAsHelpDoes() {
        String rows = Arrays.stream(Main.class.getAnnotation(CommandLine.Command.class).exitCodeList())
                .map(line -> line.split(":", 2)).map(code -> "| %s | %s |%n".formatted(code[0], code[1]))
                .collect(Collectors.joining());

        readme.assertPart("exit codes", "| code | meaning |\n| --- | --- |\n" + rows);
    }

    @Test
    void quotesTheRouteAsItIs() throws IOException {
        String route = "routes/destination-lrs.camel.yaml";

        readme.assertBlock(route, "yaml", Files.readString(Path.of(route)));
    }

    @Test
    void pointsToFilesThatAreThere() {
        assertThat(found(Pattern.compile("\\]\\(([^)#:]+)\\)"), readme.text())).isNotEmpty()
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
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
