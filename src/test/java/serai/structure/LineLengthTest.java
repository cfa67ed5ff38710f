package serai.structure;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Comments, which the formatter leaves alone. A text in quotes is as long as what it says. */
class LineLengthTest {

    private static final int MOST = 132;

    @Test
    void noCommentIsLongerThanAScreenIsWide() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/test/java", "src/kafka/java", "bench/src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    lines.addAll(tooLong(file));
                }
            }
        }

        assertThat(lines).as("more than %s characters; break the comment", MOST).isEmpty();
    }

    private static List<String> tooLong(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.length() > MOST && isComment(line.strip())) {
                found.add("%s:%s".formatted(file, number));
            }
        }
        return found;
    }

    private static boolean isComment(String line) {
        return Stream.of("/*", "*", "//").anyMatch(line::startsWith);
    }
}
