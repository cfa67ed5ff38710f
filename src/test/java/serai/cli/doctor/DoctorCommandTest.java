package serai.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.SandboxHttp;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.testkit.CommandRun;
import serai.testkit.FreePort;
import serai.testkit.PrivateFolder;
import serai.testkit.http.ScimStandIn;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai doctor} as a process, with the shipped routes. */
class DoctorCommandTest {

    @TempDir
    private Path folder;

    private String out(int exit, SeraiFolder serai, String... arguments) throws Exception {
        String[] command = Stream.concat(Stream.of("doctor"), Stream.of(arguments)).toArray(String[]::new);
        try (SeraiProcess doctor = serai.start(command)) {
            assertThat(doctor.exitCode()).as(doctor.out() + doctor.errors()).isEqualTo(exit);
            assertThat(doctor.errors()).isEmpty();
            return doctor.out();
        }
    }

    @Test
    void findsNothingWrongWithWhatIsShippedAndLeavesNothingBehind() throws Exception {
        SeraiFolder serai = new SeraiFolder(folder);
        serai.settings().remove("serai.praesidium.password"); // check warns of secrets in clear

        String out = out(0, serai);

        assertThat(out).contains("ok    configuration  check         nothing is wrong with settings and routes\n",
                "ok    lrs            sandbox       serai.lrs.url is not set: a run starts the sandbox in its place\n",
                "ok    source-mct     sandbox       serai.servicebus.namespace is not set: a run starts the sandbox in its place\n")
                .containsPattern(
                        "ok +sandbox +port +port \\d+ of 127.0.0.1 is free\nok +sandbox +port +port \\d+ of 127.0.0.1 is free")
                .endsWith("Nothing is wrong.\n").doesNotContain("\u001B");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("application.properties",
                    "out.txt",
                    "errors.txt");
        }
    }

    @Test
    void goesToTheRemotePartiesThatAreSet() throws Exception {
        try (SandboxHttp http = new SandboxHttp("127.0.0.1", 0).start();
                ServiceBusNamespace namespace = new NamespaceBuilder().port(0).topic("MCTEvents", "serai").build().start()) {
            http.lrs().requires("serai", "caravan");
            SeraiFolder serai = new SeraiFolder(folder).with("serai.lrs.url", "http://127.0.0.1:%s/lrs".formatted(http.port()))
                    .with("serai.lrs.username", "serai").with("serai.lrs.password", "caravan")
                    .with("serai.servicebus.connection", namespace.connectionString());

            assertThat(out(0, serai)).contains("  sign-in       it lets Serai in\n",
                    "  receive       Serai may receive from the subscription, which has no message; none was taken\n",
                    "  dead letters  Serai may receive from its dead-letter sub-queue, which has no message; none was taken\n");
            assertThat(http.lrs().statements()).isEmpty();
        }
    }

    @Test
    void asksTheServerOfThePeopleAndShowsNobody() throws Exception {
        try (ScimStandIn people = new ScimStandIn().users(12)) {
            SeraiFolder serai = new SeraiFolder(folder).with("serai.people.scim.url", people.url())
                    .with("serai.people.scim.token", ScimStandIn.TOKEN);

            assertThat(out(0, serai)).containsPattern("ok +people +sign-in +it lets Serai in: 12 users\n")
                    .containsPattern("ok +people +changes +it can list only the users that have changed\n")
                    .doesNotContain("p0@", "E-0", ScimStandIn.TOKEN);

            people.cannotFilter();
            assertThat(out(0, serai)).containsPattern("warn +people +changes +it can't filter by meta.lastModified");
            serai.with("serai.people.scim.token", "wrong-secret");
            assertThat(out(1, serai)).containsPattern("fail +people +sign-in +401: it does not let Serai read users; correct "
                    + "serai.people.scim.token").doesNotContain("wrong-secret");
        }
    }

    @Test
    void asksTheQueriesOfPeopleAndCoursesForTheirColumns() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("hr.db");
        try (Connection hr = DriverManager.getConnection(url); Statement statement = hr.createStatement()) {
            statement.execute("CREATE TABLE staff (nr text, mail text)");
            statement.execute("INSERT INTO staff VALUES ('E-1', 'anna@example.org')");
        }
        SeraiFolder serai = new SeraiFolder(folder).with("serai.people.url", url)
                .with("serai.people.query", "SELECT nr AS id, mail AS email FROM staff")
                .with("serai.people.query.version", "SELECT count(*) FROM staff").with("serai.courses.url", url)
                .with("serai.courses.query", "SELECT 'mct' AS platform, nr AS id, mail FROM staff");

        assertThat(out(0, serai)).containsPattern("ok +people +query +it answers, with the columns id, email\n")
                .containsPattern("ok +people +changes +the query serai.people.query.version is answered\n")
                .containsPattern("warn +courses +query +columns that Serai does not know: mail; ").doesNotContain("E-1", "anna");

        serai.with("serai.people.query", "SELECT nr, mail AS email FROM staff")
                .with("serai.courses.query", "SELECT platform, id FROM training");
        assertThat(out(1, serai))
                .containsPattern("fail +people +query +its answer has no column id; name it so in serai.people.query")
                .containsPattern("fail +courses +query +the database does not answer the query \\(serai.courses.query\\): ")
                .doesNotContain("E-1", "anna");
    }

    @Test
    void failsWithTheLineOfWhatDoesNotWork() throws Exception {
        SeraiFolder serai = new SeraiFolder(folder).with("serai.lrs.url", "https://lrs.invalid/xapi")
                .with("serai.lrs.username", "serai").with("serai.lrs.password", "secret-caravan");

        assertThat(out(1, serai)).contains("fail  lrs            name          lrs.invalid resolves to no address; correct "
                + "serai.lrs.url, or the name server\n").endsWith("1 failure, 1 warning.\n").doesNotContain("secret-caravan");
    }

    @Test
    void printsJson() throws Exception {
        SeraiFolder serai = new SeraiFolder(folder).with("serai.lrs.url", "http://127.0.0.1:%s/xapi".formatted(FreePort.number()));

        JsonNode all = new JsonMapper().readTree(out(1, serai, "--json"));

        assertThat(all).filteredOn(one -> one.path("verdict").asText().equals("fail")).hasSize(1).allSatisfy(one -> {
            assertThat(one.path("subject").asText()).isEqualTo("lrs");
            assertThat(one.path("step").asText()).isEqualTo("port");
            assertThat(one.path("found").asText()).endsWith(" refuses connections");
            assertThat(one.path("remedy").asText()).isEqualTo("start the server, or correct serai.lrs.url");
        });
    }

    @Test
    void looksBesideTheSeraiThatRuns() throws Exception {
        SeraiFolder serai = new SeraiFolder(folder);
        try (SeraiProcess running = serai.start("run").untilRunning()) {
            Path beside = PrivateFolder.make(folder.resolve("beside"));
            SeraiFolder same = new SeraiFolder(beside);
            serai.settings().stringPropertyNames().forEach(key -> same.with(key, serai.settings().getProperty(key)));

            assertThat(out(0, same)).contains("is taken, and Serai runs\n", "  it opens, and is of this version\n",
                    "  data           forcing       4 KiB are on the disk after ");
            assertThat(running.terminate().exitCode()).isEqualTo(143);
        }
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThat(CommandRun.of(2, "doctor", "--within", "0").error()).contains("--within=0: must be from 1 to 600");
    }
}
