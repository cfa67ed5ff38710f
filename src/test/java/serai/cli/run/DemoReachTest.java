package serai.cli.run;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import serai.cli.Main;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A demo's events are invented: they reach nobody's system by the user's own routes, unless the user says so. */
class DemoReachTest {

    @TempDir
    private Path folder;
    private Path routes;
    private Path share;

    /** The shipped routes, and a destination that everything known is sent to besides. */
    @BeforeEach
    void copyRoutes() throws IOException {
        routes = folder.resolve("routes");
        share = folder.resolve("hr-share");
        try (Stream<Path> shipped = Files.walk(Path.of("routes"))) {
            for (Path file : shipped.filter(Files::isRegularFile).toList()) {
                Path copy = routes.resolve(Path.of("routes").relativize(file));
                PrivateFolder.make(copy.getParent());
                Files.writeString(copy,
                        Files.readString(file).replace("journal:archive,warehouse,lrs", "journal:archive,warehouse,lrs,hr"));
            }
        }
        System.setProperty("serai.routes", "file:" + routes);
    }

    @AfterEach
    void forget() {
        System.clearProperty("serai.routes");
    }

    private void sendsHr(String uri) throws IOException {
        Files.writeString(routes.resolve("destination-hr.camel.yaml"), """
                - route:
                    id: destination-hr
                    routeConfigurationId: delivery
                    from:
                      uri: journal:hr
                      steps:
                        - transformDataType:
                            toType: json:lines
                        - to:
                            uri: "%s"
                """.formatted(uri));
    }

    @Test
    void aRouteThatWritesOutsideOfTheDemosFolderIsRefusedUntilItIsLet() throws Exception {
        sendsHr("file:" + share);

        assertThat(demo()).startsWith("1 ").contains("reaches beyond this machine and ", "--send-beyond");
        assertThat(share).doesNotExist();

        assertThat(demo("--send-beyond")).startsWith("0 ");
        assertThat(share).isNotEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hr.example.org/events", "http:127.0.0.1.example.org:80/x", "http://localhost@hr.example.org/"})
    void soIsOneThatSendsToAnotherMachine(String uri) throws Exception {
        sendsHr(uri);

        assertThat(demo()).startsWith("1 ").contains("reaches beyond this machine");
    }

    @Test
    void whatTheLauncherPlaysGoesNowhere() throws Exception {
        sendsHr("file:" + share);
        System.setProperty("serai.archive.folder", share.toString());

        assertThat(demo("--rehearse")).startsWith("0 ");

        assertThat(share).doesNotExist();
        System.clearProperty("serai.archive.folder");
    }

    /** Nothing in it is anybody's. */
    @Test
    void isPlayedInAFolderThatOthersMayWriteToAsWell() throws Exception {
        sendsHr("file:" + folder.resolve("demo/hr"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(demo()).startsWith("0 ");
    }

    private String demo(String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine("demo").setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = command.execute(Stream.concat(Stream.of("demo", "--data", folder.resolve("demo").toString()), Stream.of(more))
                .toArray(String[]::new));
        return code + " " + out + err;
    }
}
