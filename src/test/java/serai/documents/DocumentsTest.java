package serai.documents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The repository's documents point to what is there, and whatever cites a document cites one of them. */
class DocumentsTest {

    /** What is made, not kept. */
    private static final Set<String> MADE = Set.of(".git", "target", "data", "node_modules");
    private static final Pattern TEXT = Pattern.compile(".*\\.(md|java|ya?ml|properties|xml|sql|lua|mjs|tsv|txt)|.*/(serai|run)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("(https?|mailto):.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern CITED = Pattern.compile("(?<![\\w./*-])([\\w./-]+\\.md)\\b");
    private static final Pattern QUOTED = Pattern.compile("`((?:docs|src|bench)/(?!results/DAY)[\\w./-]+)`");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)`");
    /** "The design", unless the sentence says where it stands. */
    private static final Pattern UNNAMED =
            Pattern.compile("(?i)\\bthe (design|contract) (?=has|had|draws|says|names|allows|demands)\\w+");

    @Test
    void pointToFilesAndHeadingsThatAreThere() {
        List<String> nowhere = new ArrayList<>();
        documents().forEach(document -> LINK.matcher(read(document)).results().map(link -> link.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches() && !leads(document, link))
                .forEach(link -> nowhere.add(document + " points to " + link)));

        assertThat(nowhere).isEmpty();
    }

    /** Whoever looks for something begins there. */
    @ParameterizedTest
    @ValueSource(strings = {"docs/architecture.md", "docs/where-is.md"})
    void nameClassesThatAreThere(Path document) throws IOException {
        Set<String> classes = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java"))
                    .forEach(name -> classes.add(name.replace(".java", "")));
        }

        assertThat(CLASS.matcher(read(document)).results().map(named -> named.group(1))).isNotEmpty()
                .as("classes that %s names", document).isSubsetOf(classes);
    }

    /** A merge leaves both where two have changed the same line. */
    @Test
    void sayOnceWhatIsNewOfEachThing() {
        List<String> twice = new ArrayList<>();
        for (String section : read(Path.of("CHANGELOG.md")).split("(?m)^#+ ")) {
            Set<String> said = new HashSet<>();
            Pattern.compile("(?m)^- \\*\\*(.+?)\\*\\*").matcher(section).results().map(of -> of.group(1))
                    .filter(of -> !said.add(of)).forEach(twice::add);
        }

        assertThat(twice).as("bold beginnings that a section of CHANGELOG.md has twice").isEmpty();
    }

    /** Otherwise a change of what they show leaves a build that fails, and no command that mends it. */
    @Test
    void nameEveryTestThatRewritesWhatTheyShow() throws IOException {
        String contributing = read(Path.of("CONTRIBUTING.md"));

        assertThat(named(contributing, "docs.write", "rewrite what documents show")).isEqualTo(
                testsWith("(assertPart|assertBlock)\\(|getProperty\\(\"docs\\.write"));
        assertThat(named(contributing, "golden.write", "rewrite golden files")).isEqualTo(
                testsWith("Golden\\.assertSame\\(|getProperty\\(\"golden\\.write"));
    }

    private static Set<String> named(String contributing, String property, String purpose) {
        var command = Pattern.compile("\\| " + purpose + ".*-Dtest='([\\w,]+)' -D" + property).matcher(contributing);
        assertThat(command.find()).as(purpose).isTrue();
        return new TreeSet<>(List.of(command.group(1).split(",")));
    }

    private static Set<String> testsWith(String regex) throws IOException {
        Pattern pattern = Pattern.compile(regex);
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java") && !file.endsWith("DocumentsTest.java"))
                    .filter(file -> pattern.matcher(read(file)).find())
                    .map(file -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean leads(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? document : Path.of("").resolve(document).resolveSibling(parts[0]).normalize();
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path document) {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(read(document)).results().forEach(heading -> anchors.add(heading.group(1).strip().toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')));
        return anchors;
    }

    @Test
    void areTheOnlyOnesThatAreCited() {
        Set<String> names = new HashSet<>();
        documents().forEach(document -> names.add(document.getFileName().toString()));
        List<String> nowhere = new ArrayList<>();
        texts().forEach(text -> CITED.matcher(read(text)).results().map(cited -> cited.group(1))
                .filter(cited -> !isHere(text, cited, names)).forEach(cited -> nowhere.add(text + " cites " + cited)));
        texts().filter(text -> !text.endsWith("DocumentsTest.java")).forEach(text -> UNNAMED.matcher(read(text)).results()
                .forEach(cited -> nowhere.add(text + " cites no document by its name: " + cited.group())));

        assertThat(nowhere).isEmpty();
    }

    /** A bare name may be that of any document; a path leads from the repository, its docs or the file's own folder. */
    private static boolean isHere(Path text, String cited, Set<String> names) {
        return cited.contains("/")
                ? Stream.of(Path.of(cited), Path.of("docs", cited), text.resolveSibling(cited)).anyMatch(Files::exists)
                : names.contains(cited);
    }

    /** The archive has these files elsewhere, so a page that it has too names them without a link. */
    @Test
    void doNotLinkToWhatTheArchiveHasElsewhere() {
        assertThat(documents().filter(document -> document.startsWith("docs"))).filteredOn(document -> LINK
                .matcher(read(document)).results().anyMatch(link -> link.group(1).contains("src/dist"))).isEmpty();
    }

    /** What the changelog names was there once. */
    @Test
    void nameFilesThatAreThere() {
        List<String> missing = new ArrayList<>();
        documents().filter(document -> !document.endsWith("CHANGELOG.md"))
                .forEach(document -> QUOTED.matcher(read(document)).results()
                        .map(file -> file.group(1)).filter(file -> !Files.exists(Path.of(file)))
                        .forEach(file -> missing.add(document + " names " + file)));

        assertThat(missing).isEmpty();
    }

    @Test
    void listEveryDecisionInItsOrder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs/decisions"))) {
            List<String> decisions = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{4}-.*")).sorted().toList();

            assertThat(LINK.matcher(read(Path.of("docs/decisions/README.md"))).results().map(link -> link.group(1)))
                    .as("docs/decisions/README.md has a line for each decision").containsExactlyElementsOf(decisions);
        }
    }

    private static Stream<Path> documents() {
        return texts().filter(text -> text.toString().endsWith(".md"));
    }

    private static Stream<Path> texts() {
        List<Path> texts = new ArrayList<>();
        try {
            Files.walkFileTree(Path.of(""), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return MADE.contains(folder.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (TEXT.matcher("/" + file).matches()) {
                        texts.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.stream();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
