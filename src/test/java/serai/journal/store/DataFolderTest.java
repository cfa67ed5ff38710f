package serai.journal.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataFolderTest {

    @TempDir
    private Path parent;

    @Test
    void isMadeWhereItIsMissing() throws IOException {
        try (DataFolder folder = DataFolder.open(parent.resolve("a/b"))) {
            assertThat(folder.path()).isDirectory();
        }
    }

    @Test
    void isForOneAtATime() throws IOException {
        try (DataFolder folder = DataFolder.open(parent)) {
            assertThatThrownBy(() -> DataFolder.open(folder.path())).isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another process");
        }
        DataFolder.open(parent).close();
    }

    @Test
    void saysWhatCannotBeMade() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file.resolve("data"))).isInstanceOf(IOException.class)
                .hasMessageContaining("file/data").hasMessageContaining("can't be made");
    }
}
