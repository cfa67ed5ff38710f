package serai.cli.privacy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.testkit.CommandRun;
import serai.testkit.OneDestination;
import serai.testkit.PrivateFolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of a destination of one's own, with a copy of {@code routes/forget/archive.yaml} as {@code docs/privacy.md} says. */
public class ForgetOwnFilesTest {

    @TempDir
    private Path folder;

    @AfterEach
    void clear() {
        Stream.of("serai.data", "serai.routes", "serai.destination.hr-csv.folder", "serai.destination.hr-file.folder")
                .forEach(System::clearProperty);
    }

    /** A CSV says whose each row is; a shape of one's own does not, and is told. */
    @ParameterizedTest
    @CsvSource({"hr-csv, 0, Deleted at hr-csv: 1 row, false", "hr-file, 1, check them by hand, true"})
    void areCorrectedWhereTheySayWhoseALineIs(String name, int exit, String told, boolean stays) throws Exception {
        OneDestination serai =
                new OneDestination(name, folder).with("serai.destination." + name + ".folder", folder.resolve("files"))
                        .with("serai.replay.once", name);
        if (name.equals("hr-file")) {
            serai.withShipped("hr.jslt");
        }
        PrivateFolder.make(folder.resolve("routes/forget"));
        Files.writeString(folder.resolve("routes/forget").resolve(name + ".yaml"),
                Files.readString(Path.of("routes/forget/archive.yaml")).replace("#bean:archive", "#bean:" + name + "-folder")
                        .replace("serai.archive.folder", "serai.destination." + name + ".folder")
                        .replace("forget-archive", "forget-" + name));
        try (serai) {
            serai.start();
            serai.append("anna", "ben");
            serai.untilDelivered(2);
            System.setProperty("serai.data", serai.data().toString());
            System.setProperty("serai.routes", "file:" + folder.resolve("routes"));
            System.setProperty("serai.destination." + name + ".folder", folder.resolve("files").toString());

            assertThat(CommandRun.of(exit, "forget", "mct:anna", "--why", "request 7").out()).contains(told);

            assertThat(files()).contains("ben@example.org");
            assertThat(files().contains("anna@example.org")).isEqualTo(stays);
        }
    }

    private String files() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
