package serai.destinations;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Attempts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ArchiveFileTest {

    private static final String NAME = "2026-11-22/login.jsonl";

    @TempDir
    private Path folder;

    @Test
    void writesWhereTheLastPageEnded() throws IOException {
        append(Map.of(), "one\n", 0);
        append(Map.of(NAME, "4"), "two\n", 0);

        assertThat(file()).hasContent("one\ntwo\n");
    }

    @Test
    void cutsOffWhatAnUnfinishedAttemptHasWritten() throws IOException {
        append(Map.of(), "one\n", 0);
        append(Map.of(NAME, "4"), "two, of an attempt that never ended\n", 0);
        append(Map.of(NAME, "4"), "two\n", 0);

        assertThat(file()).hasContent("one\ntwo\n");
    }

    @Test
    void cutsOffEverythingWhereNothingIsRemembered() throws IOException {
        append(Map.of(), "one, of an attempt that never ended\n", 0);
        append(Map.of(), "one\n", 0);

        assertThat(file()).hasContent("one\n");
    }

    @Test
    void appendsTwiceInOneAttempt() throws IOException {
        ArchiveFile file = new ArchiveFile(file(), NAME, Attempts.attempt(Map.of()));
        file.append(bytes("one\n"), 0);
        file.append(bytes("two\n"), 0);

        assertThat(file()).hasContent("one\ntwo\n");
        assertThat(file.attempt().remembered(NAME)).isEqualTo("8");
    }

    @Test
    void writesAHeadingOnlyWhereTheFileBegins() throws IOException {
        append(Map.of(), "id\r\n1\r\n", 4);
        append(Map.of(NAME, "7"), "id\r\n2\r\n", 4);

        assertThat(Files.readString(file())).isEqualTo("id\r\n1\r\n2\r\n");
    }

    @Test
    void goesOnAtTheEndOfAFileThatSomebodyHasShortened() throws IOException {
        append(Map.of(), "one\n", 0);

        assertThat(append(Map.of(NAME, "400"), "two\n", 0)).isEqualTo("8");
        assertThat(file()).hasContent("one\ntwo\n");
    }

    private String append(Map<String, String> remembered, String text, int heading) throws IOException {
        ArchiveFile file = new ArchiveFile(file(), NAME, Attempts.attempt(remembered));
        file.append(bytes(text), heading);
        return file.attempt().remembered(NAME);
    }

    private Path file() {
        return folder.resolve(NAME);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
