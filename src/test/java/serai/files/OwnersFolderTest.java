package serai.files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.Logged;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What others may do with a folder, and with those above it. */
class OwnersFolderTest {

    private static final long STRANGER = 4711;

    @TempDir
    private Path parent;
    private Path folder;

    @BeforeEach
    void make() throws IOException {
        Skipped.unless(FilePermissions.areKnown(parent), "NO FOLDER WAS SECURED: that takes a file system with rights (POSIX)");
        folder = PrivateFolder.make(parent.resolve("data"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwxr-x---", "rwx--x--x"})
    void oneThatOthersMayReadIsTightenedAndSaysSo(String rights) throws IOException {
        set(folder, rights);
        set(Files.createFile(folder.resolve("journal.db")), "rw-r--r--");
        set(Files.createFile(folder.resolve("made.password")), "rw-rw-rw-");

        try (Logged logged = new Logged()) {
            secure(folder);

            assertThat(rights(folder)).isEqualTo("rwx------");
            assertThat(rights(folder.resolve("journal.db"))).isEqualTo("rw-------");
            assertThat(rights(folder.resolve("made.password"))).isEqualTo("rw-------");
            assertThat(logged.lines()).singleElement().asString().contains("was open to others", "3 files and folders",
                    "made.password");
        }
        try (Logged logged = new Logged()) {
            secure(folder);
            assertThat(logged.lines()).as("once").isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"rwxrwxrwx, everybody", "rwxrwx---, its group", "rwxr-xrwx, everybody", "rwx-w----, its group"})
    void oneThatOthersMayWriteIsRefusedWithTheRemedy(String rights, String who) throws IOException {
        set(folder, rights);

        assertThatThrownBy(() -> secure(folder)).isInstanceOf(IOException.class).message().hasLineCount(1)
                .contains("the data folder " + folder, who + " may write (" + rights, "chmod 700 " + folder);
        assertThat(rights(folder)).as("left for a look at what is in it").isEqualTo(rights);
    }

    @Test
    void theStickyBitDoesNotHelpTheFolderItself() throws Exception {
        assertThat(new ProcessBuilder("chmod", "1777", folder.toString()).start().waitFor()).isZero();

        assertThatThrownBy(() -> secure(folder)).isInstanceOf(IOException.class).hasMessageContaining("everybody may write");
    }

    @Test
    void oneAboveThatOthersMayWriteIsRefusedUnlessItIsSticky() throws Exception {
        Path inside = PrivateFolder.make(folder.resolve("a/b"));
        set(folder, "rwxrwxrwx");

        assertThatThrownBy(() -> secure(inside)).isInstanceOf(IOException.class).message().hasLineCount(1)
                .contains("lies in " + folder.toRealPath(), "everybody may write", "chmod go-w " + folder.toRealPath(),
                        "serai.data.trust");

        assertThat(new ProcessBuilder("chmod", "1777", folder.toString()).start().waitFor()).isZero();
        assertThatCode(() -> secure(inside)).doesNotThrowAnyException();
    }

    @Test
    void whatAStrangerOwnsIsRefused() throws IOException {
        Skipped.unless(User.number() == User.ROOT, "NO FILE OF ANOTHER USER WAS TRIED: only root can give one away");
        Path file = Files.createFile(folder.resolve("praesidium.password"));
        Files.setAttribute(file, "unix:uid", (int) STRANGER);
        assertThatThrownBy(() -> secure(folder)).isInstanceOf(IOException.class).message().hasLineCount(1)
                .contains("a file of user " + STRANGER, "praesidium.password", "delete it");
        Files.delete(file);

        Files.setAttribute(folder, "unix:uid", (int) STRANGER);
        assertThatThrownBy(() -> secure(folder)).isInstanceOf(IOException.class).message().hasLineCount(1)
                .contains("user " + STRANGER + " owns it", "chown -R " + User.number());
        Path inside = PrivateFolder.make(folder.resolve("inside"));
        assertThatThrownBy(() -> secure(inside)).isInstanceOf(IOException.class).message().hasLineCount(1)
                .contains("lies in", "user " + STRANGER + " owns it");

        assertThatCode(() -> new OwnersFolder(folder, "the data folder", Trust.OWNER, STRANGER).secure())
                .as("its owner's").doesNotThrowAnyException();
        assertThatCode(() -> new OwnersFolder(inside, "the data folder", Trust.OWNER, STRANGER).secure())
                .as("root's, and a user's own above").doesNotThrowAnyException();
    }

    @Test
    void aLinkInItIsRefused() throws IOException {
        Path elsewhere = Files.createFile(parent.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("praesidium.password"), elsewhere);

        for (Trust trust : Trust.values()) {
            assertThatThrownBy(() -> new OwnersFolder(folder, "the data folder", trust).secure()).isInstanceOf(IOException.class)
                    .message().hasLineCount(1).contains("contains a symbolic link, praesidium.password");
        }
        assertThatThrownBy(() -> OwnersFile.text(folder.resolve("praesidium.password"))).isInstanceOf(IOException.class)
                .hasMessageContaining("is a symbolic link, which Serai does not follow");
        assertThatThrownBy(() -> OwnersFile.open(folder.resolve("praesidium.password"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)).isInstanceOf(IOException.class).hasMessageContaining("is a symbolic link");
    }

    @Test
    void itMayBeReachedByALinkOfTheOperatorsWhereTheWayIsTrusted() throws Exception {
        Path way = PrivateFolder.make(parent.resolve("way"));
        Path link = Files.createSymbolicLink(way.resolve("to-data"), Path.of("../data"));
        set(folder, "rwxr-xr-x");

        secure(link);
        assertThat(rights(folder)).isEqualTo("rwx------");

        set(way, "rwxrwxrwx");
        assertThatThrownBy(() -> secure(link)).as("others could turn the link").isInstanceOf(IOException.class)
                .hasMessageContaining("lies in " + way.toRealPath());
    }

    /** As Kubernetes hands one over for fsGroup. */
    @Test
    void aVolumeOfRootAndAGroupTakesTrustInTheGroup() throws IOException {
        Skipped.unless(User.number() == User.ROOT, "NO FOLDER WAS GIVEN TO A GROUP: that takes root");
        Path volume = PrivateFolder.make(parent.resolve("volume"));
        Files.setAttribute(volume, "unix:gid", (int) STRANGER);
        Files.setAttribute(volume, "unix:mode", 02775);
        Path data = PrivateFolder.make(volume.resolve("data"));
        Files.setAttribute(data, "unix:uid", (int) STRANGER);

        for (Path each : List.of(volume, data)) {
            assertThatThrownBy(() -> new OwnersFolder(each, "the data folder", Trust.OWNER, STRANGER).secure())
                    .isInstanceOf(IOException.class).hasMessageContaining("serai.data.trust");
            new OwnersFolder(each, "the data folder", Trust.GROUP, STRANGER).secure();
        }
        assertThat(rights(volume)).isEqualTo("rwxrwxr-x");
    }

    @Test
    void whereOthersAreTrustedTheirRightsStay() throws IOException {
        set(folder, "rwxrwx---");
        Path file = set(Files.createFile(folder.resolve("journal.db")), "rw-rw-r--");
        new OwnersFolder(folder, "the data folder", Trust.GROUP).secure();
        assertThat(rights(folder)).isEqualTo("rwxrwx---");
        assertThat(rights(file)).isEqualTo("rw-rw----");

        set(folder, "rwxrwxrwx");
        assertThatThrownBy(() -> new OwnersFolder(folder, "the data folder", Trust.GROUP).secure()).isInstanceOf(IOException.class);
        new OwnersFolder(folder, "the data folder", Trust.ALL).secure();
        assertThat(rights(folder)).isEqualTo("rwx------");
    }

    @Test
    void oneWithFoldersInItIsTightenedDownToTheLastFile() throws IOException {
        Path day = set(PrivateFolder.make(folder.resolve("2026-11-22")), "rwxrwxr-x");
        Path file = set(Files.createFile(day.resolve("logged_in.jsonl")), "rw-rw-r--");
        set(folder, "rwxrwxr-x");

        new OwnersFolder(folder, "the archive's folder", Trust.OWNER).secureDeep();

        assertThat(rights(folder)).isEqualTo("rwx------");
        assertThat(rights(day)).isEqualTo("rwx------");
        assertThat(rights(file)).isEqualTo("rw-------");
        Files.createSymbolicLink(folder.resolve("2026-11-23"), day);
        assertThatThrownBy(() -> new OwnersFolder(folder, "the archive's folder", Trust.OWNER).secureDeep())
                .isInstanceOf(IOException.class).hasMessageContaining("contains a symbolic link, 2026-11-23");
    }

    private static void secure(Path path) throws IOException {
        new OwnersFolder(path, "the data folder", Trust.OWNER).secure();
    }

    private static Path set(Path path, String rights) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
