package serai.journal.sqlite.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.Logged;
import serai.testkit.process.QuickJava;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
                    .hasMessageContaining("is already in use by this process");
        }
        DataFolder.open(parent).close();
    }

    /** A process's lock on a file ends when it closes any of its channels to it. */
    @Test
    void aSecondOpeningThatIsRefusedDoesNotLetAnotherProcessIn() throws Exception {
        try (DataFolder folder = DataFolder.open(parent)) {
            Path alias = Files.createSymbolicLink(parent.resolveSibling(parent.getFileName() + "-alias"), parent);
            for (Path name : List.of(folder.path(), alias, parent.resolve("."))) {
                assertThatThrownBy(() -> DataFolder.open(name)).isInstanceOf(IOException.class);
                assertThat(DataFolder.isFree(name)).isFalse();
            }
            Files.delete(alias);
            assertThat(openedElsewhere()).contains("in use by another process");
        }
        assertThat(DataFolder.isFree(parent)).isTrue();
        assertThat(openedElsewhere()).isEqualTo("opened");
    }

    private String openedElsewhere() throws IOException {
        List<String> command = QuickJava.command();
        command.addAll(List.of(DataFolderTest.class.getName(), parent.toString()));
        Process other = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                .filter(line -> line.startsWith("> ")).findFirst().orElseThrow().substring(2);
    }

    /** Another process that wants the folder. */
    public static void main(String[] args) {
        try (DataFolder folder = DataFolder.open(Path.of(args[0]))) {
            System.out.println("> opened");
        } catch (IOException e) {
            System.out.println("> " + e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs4", "cifs", "9p", "fuse.sshfs", "fuse.blobfuse2", "fuse.s3fs", "fuse.gcsfuse", "fuse.rclone",
            "fuse.goofys", "fuse.mountpoint-s3", "fuse.juicefs", "fuse.anything", "fuse", "virtiofs", "vboxsf", "drvfs", "prl_fs",
            "vmhgfs", "fuse.vmhgfs-fuse", "beegfs", "orangefs", "ncpfs", "NFS4"})
    void isRefusedWhereForcesOrLocksEndAtThisMachine(String type) {
        assertThatThrownBy(() -> DataFolder.requireTrust(parent, type)).isInstanceOf(IOException.class)
                .hasMessageContaining("(%s)".formatted(type)).hasMessageContaining("set serai.data").message().hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"ext4, 0", "xfs, 0", "btrfs, 0", "zfs, 0", "apfs, 0", "NTFS, 0", "ReFS, 0", "tmpfs, 1", "overlay, 1", "gfs2, 1",
            "ocfs2, 1",
            "fuseblk, 1", "fuse.gocryptfs, 1", "somethingnew, 1", ", 1"})
    void whatIsNotKnownToForceAndToLockIsSaidAtTheStart(String type, int lines) throws IOException {
        try (Logged logged = new Logged()) {
            DataFolder.requireTrust(parent, type);
            DataFolder.requireTrust(parent, type); // as a start does, which tells it once

            assertThat(logged.allLines().filter(line -> line.startsWith("WARN"))).hasSize(lines)
                    .allMatch(line -> line.contains("The data folder " + parent));
        }
    }

    @Test
    void saysWhatCannotBeMade() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file.resolve("data"))).isInstanceOf(IOException.class)
                .hasMessageContaining("file/data").hasMessageContaining("can't be created");
    }
}
