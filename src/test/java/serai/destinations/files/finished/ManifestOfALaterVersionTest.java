package serai.destinations.files.finished;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** A manifest that a later version has written is changed, and keeps what this one does not know. */
class ManifestOfALaterVersionTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;
    private Path day;

    @BeforeEach
    void write() throws IOException {
        day = PrivateFolder.make(folder.resolve("2026-11-20"));
        Files.writeString(day.resolve(ArchiveManifest.NAME), """
                {"files": [{"name": "a.jsonl", "records": 1, "bytes": 2, "sha256": "aa", "writer": "one"},
                           {"name": "b.jsonl", "records": 3, "bytes": 4, "sha256": "bb", "writer": "two"}],
                 "corrections": [{"name": "a.jsonl", "at": "2026-11-21T10:00:00Z", "why": "request 1", "removed": 1, "by": "three"}],
                 "deleted": [{"file": {"name": "c.jsonl", "records": 5, "bytes": 6, "sha256": "cc", "writer": "four"},
                              "at": "2026-11-22T10:00:00Z", "why": "its age", "by": "five"}],
                 "format": 2}""");
    }

    private JsonNode changed(UnaryOperator<ArchiveManifest> change) throws IOException {
        ArchiveManifest.change(day, new ArchiveDisk(), change);
        return JSON.readTree(day.resolve(ArchiveManifest.NAME).toFile());
    }

    @Test
    void keepsTheFieldsOfEntriesThatStay() throws IOException {
        JsonNode before = JSON.readTree(day.resolve(ArchiveManifest.NAME).toFile());

        JsonNode after = changed(manifest -> manifest.with(new ArchiveManifest.Item("d.jsonl", 1, 2, "dd")));

        assertThat(after.at("/files")).hasSize(3);
        assertThat(after.at("/files/0")).isEqualTo(before.at("/files/0"));
        assertThat(after.at("/files/1")).isEqualTo(before.at("/files/1"));
        assertThat(after.at("/files/2").has("writer")).isFalse();
        for (String place : new String[]{"/corrections", "/deleted", "/format"}) {
            assertThat(after.at(place)).isEqualTo(before.at(place));
        }
    }

    @Test
    void takesThemWithAFileThatIsDeleted() throws IOException {
        JsonNode after = changed(manifest -> manifest.deleting(
                new ArchiveManifest.Deletion(manifest.item("b.jsonl").orElseThrow(), "2026-11-30T10:00:00Z", "its age")));

        assertThat(after.at("/deleted/1/file/writer").asText()).isEqualTo("two");
        assertThat(after.at("/deleted/0/file/writer").asText()).isEqualTo("four");
    }

    /** Such as a second checksum, which would be one of what was removed. */
    @Test
    void doesNotKeepThoseOfAFileThatIsCorrected() throws IOException {
        JsonNode after = changed(manifest -> manifest.corrected(new ArchiveManifest.Correcting(
                new ArchiveManifest.Item("b.jsonl", 2, 3, "b2"),
                new ArchiveManifest.Correction("b.jsonl", "2026-11-30T10:00:00Z", "7", 1))));

        assertThat(after.at("/files/1/name").asText()).isEqualTo("b.jsonl");
        assertThat(after.at("/files/1").has("writer")).isFalse();
        assertThat(after.at("/files/0/writer").asText()).isEqualTo("one");
        assertThat(after.at("/corrections/0/by").asText()).isEqualTo("three");
    }
}
