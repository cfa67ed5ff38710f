package serai;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the formatter can't break: a comment, a long text. A text block is as long as what it holds. */
class LineLengthTest {

    private static final int MOST = 132;
    private static final String BLOCK = "\"\"\"";

    @Test
    void noLineIsLongerThanAScreenIsWide() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/test/java", "src/kafka/java", "bench/src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    lines.addAll(tooLong(file));
                }
            }
        }

        assertThat(lines).as("more than %s characters; break the text or the comment", MOST).isEmpty();
    }

    private static List<String> tooLong(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        boolean block = false;
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            boolean within = block;
            block ^= (line.length() - line.replace(BLOCK, "").length()) / BLOCK.length() % 2 == 1;
            if (line.length() > MOST && !within) {
                found.add("%s:%s".formatted(file, number));
            }
        }
        return found;
    }
}
