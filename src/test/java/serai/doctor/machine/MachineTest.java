package serai.doctor.machine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.doctor.Observed;
import serai.files.Trust;
import serai.installation.DropIn;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;
import serai.testkit.http.SelfSigned;
import serai.tls.CertificateFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What is examined of this machine. */
class MachineTest {

    private static final String SET = "serai.archive.folder";

    @TempDir
    private Path folder;

    private static List<String> archive(Path folder) throws InterruptedException {
        return Observed.by(new ArchiveExamination("archive", folder, Trust.OWNER, SET));
    }

    @Test
    void jarsOfOnesOwnAreNamedAndWhatIsNoneOfThemIsTold() throws Exception {
        Path dropIn = PrivateFolder.make(folder.resolve("drop-in"));
        Files.writeString(dropIn.resolve("driver.jar"), "no jar");
        Files.writeString(dropIn.resolve("driver.zip"), "");
        Files.copy(Path.of(Test.class.getProtectionDomain().getCodeSource().getLocation().toURI()), dropIn.resolve("own.jar"));

        assertThat(Observed.by(new DropInExamination(new DropIn(dropIn)))).containsExactlyInAnyOrder(
                ("fail jars: %s/driver.jar can't be read as a jar, and Java goes on without it; fetch it again, or take it "
                        + "away").formatted(dropIn),
                "ok jars: jars of your own, behind Serai's: own.jar",
                "warn jars: passed over, since only files named .jar are used: driver.zip; put the jars themselves into "
                        + dropIn);
    }

    @Test
    void aQuickStartIsPreparedLaterOrFailedOrThere() throws Exception {
        Path cache = folder.resolve("serai-1.aot");
        Path none = folder.resolve("no system that tells");

        assertThat(Observed.by(new StartupExamination(cache, none))).singleElement().asString()
                .startsWith("ok start: no quick start yet: ").endsWith("to %s and has 2 GiB of memory".formatted(folder));
        Files.writeString(cache, "");
        assertThat(Observed.by(new StartupExamination(cache, none))).singleElement().asString().startsWith("warn start: ")
                .contains("delete " + cache);
        Files.write(cache, new byte[1_048_576]);
        assertThat(Observed.by(new StartupExamination(cache, none)))
                .containsExactly("ok start: quick, by the AOT cache %s (1.0 MiB)".formatted(cache));
        Path classes = Files.move(cache, folder.resolve("serai-1.jsa"));
        assertThat(Observed.by(new StartupExamination(classes, none)))
                .containsExactly("ok start: quick, by the archive of classes %s (1.0 MiB)".formatted(classes));
    }

    @Test
    void aQuickStartIsOneThatJavaUses() throws Exception {
        Path cache = Files.writeString(folder.resolve("serai-1.aot"), "classes");
        Path mapped = Files.writeString(folder.resolve("maps"),
                "800000000-802ac0000 rw-p 00001000 fe:00 7 %s\n".formatted(cache.toRealPath()));

        assertThat(Observed.by(new StartupExamination(cache, mapped))).singleElement().asString()
                .startsWith("ok start: quick, by ");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder); // the kernel tells where it leads
        assertThat(Observed.by(new StartupExamination(link.resolve("serai-1.aot"), mapped))).singleElement().asString()
                .startsWith("ok start: quick, by ");
        Files.writeString(mapped, "7f-80 r--p 00000000 fe:00 8 /usr/lib/jvm/lib/server/classes.jsa\n");
        assertThat(Observed.by(new StartupExamination(cache, mapped))).singleElement().asString()
                .startsWith("warn start: the AOT cache %s is there, and this Java doesn't use it".formatted(cache))
                .contains("SERAI_JAVA_OPTIONS", "delete the file");
    }

    @Test
    void aQuickStartIsNoneWhereItsFolderIsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("cache"), "");

        assertThat(Observed.by(new StartupExamination(file.resolve("serai-1.jsa"), file))).singleElement().asString()
                .startsWith("ok start: no quick start yet: ");
    }

    @Test
    void aFolderThatIsItsOwnersAlone() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        assertThat(archive(folder)).hasSize(2).first()
                .isEqualTo("ok folder: %s can be written to, and by nobody else".formatted(folder));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GROUP | rwxrwx--- | and by nobody else but its owner and its group",
            "ALL | rwxrwxrwx | by whom else was not examined, since every user is trusted"})
    void aFolderThatOthersWhoAreTrustedMayWriteTo(Trust trust, String rights, String told) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));

        assertThat(Observed.by(new ArchiveExamination("archive", folder, trust, SET))).first().asString()
                .startsWith("ok folder: %s can be written to".formatted(folder)).endsWith(told);
    }

    @Test
    void aFolderThatOthersMayWriteTo() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(archive(folder)).first().asString().startsWith("fail folder: the archive's folder %s is not Serai's alone: "
                .formatted(folder)).contains("chmod 700 " + folder);
    }

    @Test
    void aFolderThatIsNotThereYetIsNotMade() throws Exception {
        Path later = folder.resolve("one/two");

        assertThat(archive(later)).containsExactly("ok folder: %s is not there yet; Serai makes it in %s".formatted(later, folder));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeMade() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(archive(file.resolve("archive"))).containsExactly(
                "fail folder: %s is not there, and user %s can't make it in %s; make it for Serai's user, or correct %s"
                        .formatted(file.resolve("archive"), System.getProperty("user.name"), file, SET));
    }

    @Test
    void aFolderThatIsAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(archive(file)).containsExactly("fail folder: %s is no folder; correct %s".formatted(file, SET));
    }

    @Test
    void aFolderThatThisUserMayNotWriteTo() throws Exception {
        Path readOnly = notWritable();

        assertThat(archive(readOnly)).hasSize(1).first().asString()
                .matches(("fail folder: user %s can't write to %s \\(\\w+\\); make it "
                        + "that user's \\(chown -R\\), or run this command as Serai's user")
                        .formatted(System.getProperty("user.name"), readOnly));
    }

    @Test
    void rootIsToldToAskAsTheFoldersOwner() throws Exception {
        Skipped.unless(System.getProperty("user.name").equals("root"),
                "What root is told of another's folder was not tried: it takes root");
        Files.setAttribute(folder, "unix:uid", 12_345);

        assertThat(archive(folder))
                .containsExactly("warn folder: %s belongs to user 12345; root may write everywhere, so what that user may "
                        .formatted(folder) + "is not known; run this command as Serai's user, such as by sudo -u");
    }

    /** For root, who has all rights, one in which nobody can make files. */
    private Path notWritable() throws IOException {
        Path own = Files.setPosixFilePermissions(PrivateFolder.make(folder.resolve("read-only")),
                PosixFilePermissions.fromString("r-x------"));
        return Files.isWritable(own) ? Path.of("/proc/self/task") : own;
    }

    /** In a chroot, the system may list no mount that the folder is on. */
    @Test
    void tellsTheRoomAlsoWhereTheSystemNamesNoFileSystem() {
        assertThat(Observed.by(observations -> Folder.room(2L << 30, Optional.empty(), 0, "serai.data", observations)))
                .containsExactly("ok room: 2.0 GiB free");
        assertThat(Observed.by(observations -> Folder.room(2L << 30, Optional.of("ext4"), 0, "serai.data", observations)))
                .containsExactly("ok room: 2.0 GiB free on ext4");
    }

    @Test
    void measuresHowFastTheDiskForcesAndLeavesNoFile() {
        assertThat(Observed.by(observations -> {
            try {
                ForceTimes.observe(folder, observations);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        })).hasSize(1).first().asString().matches("(ok|warn) forcing: 4 KiB are on the disk after \\d+\\.\\d ms .*");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "20 | ok forcing: 4 KiB are on the disk after 20.0 ms (the slowest of 3: 50.0 ms)",
            "21 | warn forcing: 4 KiB are on the disk after 21.0 ms (the slowest of 3: 50.0 ms), and every acknowledgement waits for "
                    + "that; put serai.data on a faster disk"})
    void aDiskThatForcesSlowly(int median, String line) {
        List<Duration> times = new ArrayList<>(List.of(Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofMillis(median)));
        Collections.shuffle(times);

        assertThat(Observed.by(observations -> {
            observations.trying("forcing");
            ForceTimes.observe(times, observations);
        })).containsExactly(line);
    }

    @Test
    void fewerFilesThanConnectionsAreAllowed() {
        ProcessExamination process = new ProcessExamination(1_000, ZoneOffset.UTC, Clock.systemUTC());

        assertThat(Observed.by(observations -> process.files(1_024, observations))).containsExactly("warn files: 1024 files may be "
                + "open, and 1000 connections are allowed; raise the limit to 1300 (ulimit -n, LimitNOFILE), or lower "
                + "serai.webhook.connections.max");
        assertThat(Observed.by(observations -> process.files(1_300, observations)))
                .containsExactly("ok files: 1300 files may be open");
    }

    @Test
    void aCertificateOfTheWebhookThatHasExpired() throws Exception {
        assertThat(certificate(new SelfSigned(folder, "expired", "EC", "ip:127.0.0.1", "-10d", 5).pkcs12())).asString()
                .matches(
                        "fail TLS: the certificate .*expired.p12 has expired on .*; renew it and replace its file; Serai need not be "
                                + "restarted");
    }

    @Test
    void aCertificateOfTheWebhookThatExpiresSoon() throws Exception {
        assertThat(certificate(new SelfSigned(folder, "soon", "EC", "ip:127.0.0.1", "-10d", 23).pkcs12())).asString()
                .startsWith("warn TLS: ").contains("only, 12 more days; renew it");
        assertThat(certificate(new SelfSigned(folder, "later", "EC", "ip:127.0.0.1", "-10d", 26).pkcs12())).asString()
                .startsWith("ok TLS: ").endsWith(", 15 more days");
    }

    @Test
    void aCertificateOfTheWebhookThatIsNone() throws Exception {
        assertThat(certificate(folder.resolve("missing.pem"))).asString()
                .isEqualTo("fail TLS: %s can't be read; name a file that Serai's user may read"
                        .formatted(folder.resolve("missing.pem")));
    }

    private static String certificate(Path file) throws InterruptedException {
        List<String> observed = Observed.by(new CertificateExamination("webhook",
                new CertificateFiles(file, Optional.empty(), SelfSigned.PASSWORD), Clock.systemUTC()));
        assertThat(observed).hasSize(1);
        return observed.get(0);
    }
}
