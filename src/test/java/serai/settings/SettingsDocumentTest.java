package serai.settings;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;
import serai.testkit.Document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * docs/settings.md has every setting, in the group of the longest of its prefixes below. {@code -Ddocs.write} writes it anew; a
 * setting that is not there yet gets the version that is built as its <i>since</i>, and keeps it.
 */
class SettingsDocumentTest {

    /** Units stand last in the names. */
    private static final Map<String, String> UNITS = Map.of("ms", " ms", "bytes", " bytes", "size", " records", "days", " days",
            "hours", " hours");
    private static final Map<String, String> CAMEL_SETTINGS = Map.of(
            "camel.server.host", "address that the webhook listens at",
            "camel.server.port", "port of the webhook",
            "camel.server.maxBodySize", "longest body in bytes; a longer one is answered 413",
            "camel.management.host", "address of health and metrics",
            "camel.management.port", "port of health and metrics",
            "camel.main.shutdownTimeout", "how long a stop waits for the routes, in seconds");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.-]+)` \\|.*\\| (\\d+\\.\\d+\\.\\d+) \\|$");
    private static final Pattern VERSION = Pattern.compile("<version>(\\d+\\.\\d+\\.\\d+)[^<]*</version>");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(serai\\.[\\w.-]+)(?::([^}]*))?}}");

    private final Document page = Document.of("docs/settings.md");
    private final Map<String, String> since = ROW.matcher(page.text()).results()
            .collect(Collectors.toMap((MatchResult row) -> row.group(1), row -> row.group(2), (one, other) -> one));

    @Test
    void listsEverySettingWithBoundsUnitAndDefaultInItsGroup() throws IOException {
        String now = version();
        StringBuilder tables = new StringBuilder();
        Stream.of(SettingGroup.values()).forEach(group -> tables.append("## %s%n%n".formatted(group.title()))
                .append("| setting | values | default | meaning | since |\n| --- | --- | --- | --- | --- |\n")
                .append(group.settings().stream().map(setting -> row(setting, now)).collect(Collectors.joining())).append('\n'));

        page.assertPart("settings", tables.toString());
    }

    private String row(Setting setting, String now) {
        return "| `%s` | %s | %s | %s | %s |%n".formatted(setting.key(), values(setting),
                setting.byDefault().map(SettingsDocumentTest::value).orElse("follows"), setting.meaning(),
                since.getOrDefault(setting.key(), now));
    }

    @Test
    void listsEachGroup() {
        assertThat(new ClassFileImporter().importPackages(Setting.class.getPackageName()).stream()
                .filter(type -> type.isEnum() && type.isAssignableTo(Setting.class)).map(JavaClass::reflect))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(SettingGroup.values()).map(group -> group.settings().get(0).getClass()).toList());
    }

    @Test
    void listsWhatTheDestinationsThatWaitForTheirUseMayBeTold() throws IOException {
        String now = version();
        StringBuilder rows = new StringBuilder("| setting | default | since |\n| --- | --- | --- |\n");
        try (Stream<Path> files = Files.list(Path.of("docs/destinations"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                PLACEHOLDER.matcher(Files.readString(file)).results().filter(one -> SettingGroup.named(one.group(1)).isEmpty())
                        .map(one -> "| `%s` | %s | %s |%n".formatted(one.group(1),
                                one.group(2) == null ? "must be set" : value(one.group(2)), since.getOrDefault(one.group(1), now)))
                        .distinct().sorted().forEach(rows::append);
            }
        }

        page.assertPart("destinations", rows.toString());
    }

    @Test
    void listsSettingsOfCamelAsTheyAreShipped() throws IOException {
        Properties shipped = new Properties();
        shipped.load(Files.newBufferedReader(Path.of("application.properties")));
        String rows = CAMEL_SETTINGS.keySet().stream().sorted()
                .map(key -> "| `%s` | `%s` | %s |%n".formatted(key, shipped.getProperty(key), CAMEL_SETTINGS.get(key)))
                .collect(Collectors.joining());

        page.assertPart("camel settings", "| setting | as shipped | meaning |\n| --- | --- | --- |\n" + rows);
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

    /** The version that is built, without what it is called until it is released. */
    private static String version() throws IOException {
        return VERSION.matcher(Files.readString(Path.of("pom.xml"))).results().findFirst().orElseThrow().group(1);
    }
}
