package serai.settings;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import serai.settings.known.SettingGroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A setting's name stands in its group alone: elsewhere the constant says it, or a message that tells somebody of it. */
class SettingNamesTest {

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.-])serai(\\.[a-z0-9-]+)+");
    private static final List<Literal> LITERALS = new ArrayList<>();

    private record Literal(String file, String text) {
    }

    @BeforeAll
    static void readTheCode() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/serai"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString();
                if (!file.getParent().endsWith("settings/known")) {
                    Files.readAllLines(file).stream().filter(line -> !line.strip().matches("(\\*|/\\*\\*|//).*"))
                            .flatMap(line -> LITERAL.matcher(line).results())
                            .forEach(literal -> LITERALS.add(new Literal(name, literal.group(1))));
                }
            }
        }
    }

    /** Those that are listed have names of meters, which are called as their bound, or as what they count. */
    @Test
    void noOtherCodeHasTheNameOfASettingAsAValue() {
        assertThat(LITERALS).filteredOn(literal -> SettingGroup.named(literal.text()).isPresent()).extracting(Literal::file)
                .containsOnly("BodiesMetrics.java", "PeopleMetrics.java");
    }

    @Test
    void everySettingThatAMessageTellsOfExists() {
        assertThat(LITERALS).filteredOn(literal -> literal.text().contains(" "))
                .allSatisfy(literal -> assertThat(NAME.matcher(literal.text()).results().map(found -> found.group()))
                        .allMatch(name -> SettingGroup.named(name).isPresent()));
    }
}
