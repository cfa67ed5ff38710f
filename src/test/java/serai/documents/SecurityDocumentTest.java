package serai.documents;

import org.junit.jupiter.api.Test;
import serai.testkit.Document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/security.md accounts for each requirement of ASVS's levels 1 and 2, once, by its true number; its tests: GuaranteesTest. */
class SecurityDocumentTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `v5\\.0\\.0-([\\d.]+)` \\| (\\d) \\| ([^|]+) \\| (.+) \\|$");
    private static final Pattern LEFT_OUT = Pattern.compile("`V(\\d[\\d.]*)`");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+Test)`");
    private static final Set<String> STATES = Set.of("met", "in part", "not met", "operator");

    private final String text = Document.of("docs/security.md").text();

    @Test
    void eachRequirementStandsThereOnce() throws IOException {
        Map<String, String> levels = levels();
        List<String> told = new ArrayList<>(ROW.matcher(text).results().map(row -> row.group(1)).toList());
        LEFT_OUT.matcher(text).results().map(left -> left.group(1)).forEach(left -> {
            List<String> members = levels.keySet().stream().filter(one -> one.equals(left) || one.startsWith(left + ".")).toList();
            assertThat(members).as("V" + left).isNotEmpty();
            told.addAll(members);
        });

        assertThat(told).containsExactlyInAnyOrderElementsOf(levels.keySet());
        assertThat(ROW.matcher(text).results()).hasSizeGreaterThan(100)
                .allSatisfy(row -> assertThat(levels).containsEntry(row.group(1), row.group(2)))
                .allSatisfy(row -> assertThat(STATES).contains(row.group(3)));
    }

    /** Of what the page does against attacks: a requirement that is met is shown by a test, or by what an operator reads. */
    @Test
    void whatThePageMeetsIsShown() {
        Set<String> byNature = Set.of("3.5.2", "3.5.5", "3.7.1", "3.7.2", "6.4.2", "6.8.1", "7.4.2", "7.4.3", "7.5.1");
        assertThat(ROW.matcher(text).results()
                .filter(row -> row.group(1).matches("(3|6|7|8|9|10)\\..*") && row.group(3).equals("met")))
                .hasSizeGreaterThan(50)
                .filteredOn(row -> !row.group(4).matches(".*(`\\w+(Test|Contract)#\\w+`|]\\().*"))
                .extracting(row -> row.group(1)).as("met, without a test").isSubsetOf(byNature);
    }

    @Test
    void namesOnlyTestClassesThatExist() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Set<String> classes = files.map(file -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
            assertThat(TEST_CLASS.matcher(text).results().map(one -> one.group(1))).allMatch(classes::contains);
        }
    }

    /** Of levels 1 and 2, by their numbers. */
    private static Map<String, String> levels() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/asvs-5.0.0.txt")).stream().filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ")).filter(parts -> !parts[1].equals("3"))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (one, other) -> one, TreeMap::new));
    }
}
