package serai.destinations.files;

import serai.destinations.files.finished.ArchiveDisk;
import serai.journal.attempt.Attempt;
import serai.testkit.Attempts;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The folder of an archive, which may go away for a while, and which others may take for theirs. */
final class ArchiveShare {

    private final Path folder;
    private final ArchiveOwner owner;

    ArchiveShare(Path folder, ArchiveOwner owner) {
        this.folder = folder;
        this.owner = owner;
    }

    /** Nothing is begun in its place. */
    void isRefusedWhileAway(Archive archive, Map<String, String> remembered) throws IOException {
        Path share = Files.move(folder, folder.resolveSibling("share"));
        PrivateFolder.make(folder);
        Attempt attempt = Attempts.attempt(remembered);
        assertThatThrownBy(() -> archive.append(ArchiveSeries.of(ArchiveEpisode.DAY, "LOGGED_IN", null, "jsonl"), new byte[]{'\n'},
                attempt)).isInstanceOf(ArchiveAlteredException.class);
        if (remembered.keySet().stream().anyMatch(ArchiveSeries::isKey)) {
            assertThatThrownBy(() -> new ArchiveFolder(folder, new ArchiveDisk()).claim(owner, remembered))
                    .isInstanceOf(ArchiveAlteredException.class);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        Files.delete(folder);
        Files.move(share, folder);
    }

    /** Another journal, or another destination, is told the same folder. */
    void refuses(ArchiveOwner other) {
        assertThatThrownBy(() -> new ArchiveFolder(folder, new ArchiveDisk()).claim(other, Map.of()))
                .isInstanceOf(ArchiveAlteredException.class);
    }
}
