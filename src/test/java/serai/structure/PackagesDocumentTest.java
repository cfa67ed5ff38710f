package serai.structure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;
import serai.testkit.Document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * docs/packages.md says of each package what its package-info.java and {@link ArchitectureTest} say, and the picture in
 * docs/architecture.md has each import lead down.
 */
class PackagesDocumentTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern ROOM = Pattern.compile("(?m)^ │ (\\S+) ");
    private static final Pattern LINE = Pattern.compile("(?m)^ [┌├└].*$");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|link) (?:(?:[a-z]+\\.)+(?=[A-Z]))?([^}]+)}");
    private static final int WIDTH_MAX = 110;

    /** Which package may import which; {@code ..} at the end of a name stands for the package and all below it. */
    private final Map<String, List<String>> imports = new LinkedHashMap<>();

    PackagesDocumentTest() throws NoSuchMethodException {
        var rule = ArchitectureTest.class
                .getDeclaredMethod("importsOfOursOnlyWhatTheArchitectureAllows", String.class, String.class);
        for (String row : rule.getAnnotation(CsvSource.class).value()) {
            String[] parts = row.split(",");
            imports.put(parts[0], parts.length == 1 ? List.of() : List.of(parts[1].strip().split(" ")));
        }
    }

    @Test
    void listsEachPackageWithItsPurposeAndItsImports() throws IOException {
        StringBuilder rows = new StringBuilder("| package | what it is for | may import |\n| --- | --- | --- |\n");
        for (String name : packages()) {
            rows.append("| `%s` | %s | %s |%n".formatted(name, purpose(name), importsOf(name)));
        }

        Document.of("docs/packages.md").assertPart("packages", rows.toString());
    }

    /** A room of the picture imports other rooms on lower floors only. */
    @Test
    void drawsEachImportDownwards() {
        List<List<String>> floors = floors();

        assertThat(imports).isNotEmpty().allSatisfy((from, all) -> assertThat(all)
                .filteredOn(to -> !room(floors, to).equals(room(floors, from)))
                .allSatisfy(to -> assertThat(floor(floors, to)).as("the floor of %s, which %s may import", to, from)
                        .isGreaterThan(floor(floors, from))));
        assertThat(floors).as("above all what may import all, below all what all may import")
                .startsWith(List.of("serai.cli")).endsWith(List.of("serai.installation"));
    }

    @Test
    void drawsRoomsThatAreThereInAPictureThatFitsAScreen() throws IOException {
        assertThat(packages()).containsAll(floors().stream().flatMap(List::stream).toList());
        assertThat(picture().lines()).allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(WIDTH_MAX));
    }

    private static int floor(List<List<String>> floors, String pattern) {
        String room = room(floors, pattern);
        return IntStream.range(0, floors.size()).filter(floor -> floors.get(floor).contains(room)).findFirst().orElseThrow();
    }

    /** The room that is drawn and has the package, or one above it. */
    private static String room(List<List<String>> floors, String pattern) {
        String name = pattern.replaceFirst("\\.\\.$", "");
        return Stream.iterate(name, it -> it.contains("."), it -> it.substring(0, it.lastIndexOf('.')))
                .filter(it -> floors.stream().anyMatch(floor -> floor.contains(it))).findFirst().orElse("serai");
    }

    /** The rooms between two lines of the picture, from above. */
    private static List<List<String>> floors() {
        return LINE.splitAsStream(picture()).map(floor -> ROOM.matcher(floor).results().map(room -> room.group(1))
                .map(room -> room.equals("serai") ? room : "serai." + room).toList()).filter(floor -> !floor.isEmpty()).toList();
    }

    private static String picture() {
        return Document.of("docs/architecture.md").block("rooms");
    }

    private String importsOf(String name) {
        List<String> allowed = imports.containsKey(name) ? imports.get(name) : imports.get(name + "..");
        if (allowed == null) {
            return "";
        }
        return allowed.isEmpty() ? "none" : String.join(", ", allowed.stream().map(it -> "`" + it + "`").toList());
    }

    private static List<String> packages() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> name.startsWith("serai")).sorted().toList();
        }
    }

    /** The first sentence of the package's Javadoc. */
    private static String purpose(String name) {
        try {
            Matcher comment =
                    COMMENT.matcher(Files.readString(SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java")));
            assertThat(comment.find()).as("Javadoc of %s", name).isTrue();
            String text =
                    String.join(" ", Arrays.stream(comment.group(1).replaceAll("\\R *\\*", " ").strip().split("\\s+")).toList());
            return CODE.matcher(text).replaceAll("`$1`").replaceFirst("\\.( .*)?$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
