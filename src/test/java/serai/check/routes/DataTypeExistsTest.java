package serai.check.routes;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class DataTypeExistsTest {

    @Test
    void proposesThoseThatThereAre() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/META-INF/services/org/apache/camel/transformer"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(
                    DataTypeExists.OURS.stream().map(type -> type.replace(':', '-')).toList());
        }
    }
}
