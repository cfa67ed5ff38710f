package serai.structure;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Lines that no formatter breaks. In Java these are comments; a text in quotes is as long as what it says. */
class LineLengthTest {

    private static final int MOST = 132;

    private static final Set<String> MADE = Set.of(".git", "target", "data", "node_modules");
    private static final Pattern READ =
            Pattern.compile(
                    ".*\\.(xml|sh|sql|css|yaml|yml)|(.*/)?(serai|serai-alive|verify|run|dependencies|reproducible|post\\w+|prerm)");

    /** Files that keep their long lines, and why. */
    private static final Map<String, String> FILES = Map.of(
            "src/main/resources/serai/journal/.*\\.sql", "a journal that has been migrated compares the migration's checksum",
            "src/test/resources/check/.*\\.yaml", "each begins with the message that the check prints, in one line");

    /** Lines that stay long, and why. */
    private static final Map<String, Pattern> LINES = Map.of(
            "the value of an element: a break would be part of it", Pattern.compile("\\s*<([\\w.-]+)>[^<]*</\\1>"),
            "a value in quotes: a break would be a blank in it", Pattern.compile("\\s*(- )?[\\w.-]+: \"[^\"]*\""));

    @Test
    void noCommentIsLongerThanAScreenIsWide() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/test/java", "src/kafka/java", "bench/src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    lines.addAll(tooLong(file).filter(line -> isComment(line.text().strip())).map(Line::place).toList());
                }
            }
        }

        assertThat(lines).as("more than %s characters; break the comment", MOST).isEmpty();
    }

    @Test
    void noLineOfAnyOtherCodeIsLongerEither() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Path file : files()) {
            lines.addAll(tooLong(file).toList());
        }

        assertThat(lines.stream().filter(line -> LINES.values().stream().noneMatch(stays -> stays.matcher(line.text()).matches()))
                .map(Line::place)).as("more than %s characters; break the line", MOST).isEmpty();
        assertThat(LINES).as("reasons for long lines").allSatisfy((reason, stays) -> assertThat(lines)
                .anyMatch(line -> stays.matcher(line.text()).matches()));
    }

    private static List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(Path.of(""), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return MADE.contains(folder.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.toString().replace('\\', '/');
                if (READ.matcher(name).matches() && FILES.keySet().stream().noneMatch(name::matches)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private record Line(Path file, int number, String text) {

        String place() {
            return "%s:%s".formatted(file, number);
        }
    }

    private static Stream<Line> tooLong(Path file) throws IOException {
        List<Line> found = new ArrayList<>();
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            number++;
            if (text.length() > MOST) {
                found.add(new Line(file, number, text));
            }
        }
        return found.stream();
    }

    private static boolean isComment(String line) {
        return Stream.of("/*", "*", "//").anyMatch(line::startsWith);
    }
}
