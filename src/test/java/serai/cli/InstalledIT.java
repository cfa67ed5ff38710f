package serai.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.Document;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.Golden;
import serai.testkit.Skipped;
import serai.testkit.process.Chroot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The distribution with its own Java, the steps of the image and the Debian package, each in a Debian that has no Java, as a user
 * who may do nothing else. With -Pdeb,runtime and -Dchroot.base=…, as root.
 */
class InstalledIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PASSWORD = "a password of this test";
    private static final String USER = "10001:10001";

    @TempDir
    private Path temporary;
    private Chroot debian;
    private final int webhook = FreePort.number();
    private final int management = FreePort.number();

    @BeforeEach
    void aDebianWithoutJava() throws Exception {
        String obstacle = Chroot.obstacle();
        Skipped.unless(obstacle.isEmpty(), "NOTHING WAS INSTALLED IN AN EMPTY CHROOT: " + obstacle);
        debian = new Chroot(temporary.resolve("debian"));
        assertThat(debian.shell("command -v java").code()).isNotZero();
        Files.writeString(debian.at("/tmp/password"), PASSWORD + "\n");
        debian.shell("chmod 644 /tmp/password").done();
    }

    @AfterEach
    void end() throws Exception {
        if (debian != null) {
            debian.close();
        }
    }

    /** The commands of both pages to the letter: those of serai as a user who may do nothing else, the others as root. */
    @Test
    void runsFromTheArchiveWithItsOwnJavaAndIsUpgradedAsThePagesSay() throws Exception {
        Files.copy(archive(), debian.at("/serai-1.0.0-SNAPSHOT.tar.gz")); // the one with a Java, under the name of the other
        debian.outside("bash", "-c", """
                cd "$2" && mkdir next && tar xzf "$1" -C next && mv next/serai-* next/serai-1.1.0 &&
                tar c -C next serai-1.1.0 | gzip -1 >serai-1.1.0.tar.gz && rm -r next
                """, "bash", archive().toString(), debian.at("/").toString()).done();
        debian.shell("install -d -o 10001 -g 10001 /srv").done();

        Process running = runCommandsOf("docs/installing.md");
        assertThat(debian.run(USER, Map.of(), "serai", "--home", "/srv/serai", "demo").done()).contains("27 of 27");
        assertThat(post()).isEqualTo(202);
        untilDelivered(USER, "/srv/serai", 1);
        stop(running);

        running = runCommandsOf("docs/upgrading.md");
        assertThat(debian.shell("readlink /opt/serai; ls /srv").done()).isEqualTo("/opt/serai-1.1.0\nbackup-before.db\nserai\n");
        assertThat(post()).isEqualTo(202); // known
        untilDelivered(USER, "/srv/serai", 1);
        stop(running);
    }

    /** @return what the last of them runs */
    private Process runCommandsOf(String page) throws Exception {
        List<String> commands = Document.of(page).block("commands").lines().toList();
        for (String command : commands.subList(0, commands.size() - 1)) {
            if (command.startsWith("serai ")) {
                debian.run(USER, ports(), command.split(" ")).done();
            } else {
                debian.shell(command).done();
            }
        }
        return run(Map.of(), commands.get(commands.size() - 1).split(" "));
    }

    /** As an engine would run them, but for the engine: the root of the image belongs to somebody else than the user. */
    @Test
    void theStepsOfTheImageMakeWhatRunsWhereOnlyItsDataCanBeWritten() throws Exception {
        String image = Files.readString(Path.of("src/dist/container/Dockerfile"));
        debian.outside("tar", "xzf", archive().toString(), "-C", debian.at("/opt").toString()).done();
        String version = found(image, "ARG VERSION=(\\S+)");
        Map<String, String> environment = new HashMap<>();
        Pattern.compile("(?m)^(?:ENV| ) +([A-Z]+_\\w+)=(\\S+)").matcher(image).results()
                .forEach(set -> environment.put(set.group(1), set.group(2)));
        assertThat(environment).containsOnlyKeys("SERAI_HOME");
        debian.shell("set -e; VERSION=%s\n%s".formatted(version, found(image, "(?s)RUN (.*?[^\\\\])\\n\\n"))).done();
        String user = found(image, "USER (\\S+)");

        Process running = run(environment, found(image, "ENTRYPOINT \\[\"([^\"]+)\"]"), found(image, "CMD \\[\"(\\w+)\"]\\s*$"));
        environment.putAll(ports());
        assertThat(debian.run(user, environment, found(image, "HEALTHCHECK .*CMD \\[\"([^\"]+)\"]")).done()).isEmpty();
        assertThat(post()).isEqualTo(202);
        untilDelivered(user, "/srv/serai", 1);
        assertThat(debian.shell("find / -xdev -user 10001 -not -path '/var/lib/serai*' -not -path '/tmp/*'").done()).isEmpty();
        stop(running);
        assertThat(debian.run(user, environment, found(image, "HEALTHCHECK .*CMD \\[\"([^\"]+)\"]")).code()).isNotZero();
    }

    @Test
    void thePackageIsUpgradedWithItsDataWhichStayWhenItIsRemoved() throws Exception {
        Path first = deb();
        // The package needs a Java of Debian's, which is not in here: this one stands where Debian has them.
        debian.outside("tar", "xzf", archive().toString(), "-C", debian.at("/usr/lib").toString(), "--strip-components=1",
                "--one-top-level=jvm", "--wildcards", "*/runtime").done();
        debian.outside("cp", first.toString(), debian.at("/first.deb").toString()).done();
        debian.outside("cp", next(first).toString(), debian.at("/next.deb").toString()).done();

        install("/first.deb");
        assertThat(debian.run("serai", Map.of(), "serai", "check").out()).endsWith("Nothing is wrong.\n");
        debian.shell("echo 'SERAI_NO_SUCH=1' >/etc/serai/environment").done();
        assertThat(debian.run("serai", Map.of(), "serai", "check").out()).contains("SERAI_NO_SUCH");
        debian.shell("rm /etc/serai/environment").done();
        Process running = run("serai", Map.of("SERAI_HOME", "/etc/serai"), "serai", "run");
        assertThat(post()).isEqualTo(202);
        untilDelivered("serai", "/etc/serai", 1);
        stop(running);

        install("/next.deb");
        assertThat(debian.shell("dpkg-query -W -f '${Version}' serai").done()).isEqualTo("99");
        running = run("serai", Map.of("SERAI_HOME", "/etc/serai"), "serai", "run");
        assertThat(post()).isEqualTo(202); // known
        untilDelivered("serai", "/etc/serai", 1);
        stop(running);

        debian.shell("dpkg --remove serai").done();
        assertThat(debian.at("/usr/bin/serai")).doesNotExist();
        assertThat(debian.at("/etc/serai/conf/application.properties")).exists();
        assertThat(debian.shell("dpkg --purge serai").done()).contains("/var/lib/serai is kept");
        assertThat(debian.at("/etc/serai")).doesNotExist();
        try (var journal = Files.list(debian.at("/var/lib/serai"))) {
            assertThat(journal.map(file -> file.getFileName().toString())).contains("journal.db");
        }
    }

    private void install(String deb) throws Exception {
        debian.shell("dpkg --install --force-depends " + deb).done();
    }

    /** The same under a higher version. */
    private Path next(Path deb) throws Exception {
        Path unpacked = temporary.resolve("next");
        debian.outside("dpkg-deb", "-R", deb.toString(), unpacked.toString()).done();
        Path control = unpacked.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replaceFirst("(?m)^Version: .*$", "Version: 99"));
        debian.outside("dpkg-deb", "-Znone", "-b", unpacked.toString(), temporary.resolve("next.deb").toString()).done();
        return temporary.resolve("next.deb");
    }

    private static Path archive() throws IOException {
        return made("serai-*-linux-x64.tar.gz", "runtime");
    }

    private static Path deb() throws IOException {
        return made("serai_*.deb", "deb");
    }

    private static Path made(String name, String profile) throws IOException {
        try (var files = Files.newDirectoryStream(Path.of(System.getProperty("distribution")).resolveSibling(""), name)) {
            var all = files.iterator();
            Skipped.unless(all.hasNext(), "target/%s WAS NOT INSTALLED: it is made by -P%s".formatted(name, profile));
            return all.next().toAbsolutePath();
        }
    }

    private static String found(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private Map<String, String> ports() {
        return Map.of("CAMEL_SERVER_PORT", String.valueOf(webhook), "CAMEL_MANAGEMENT_PORT", String.valueOf(management),
                "SERAI_SANDBOX_SERVICEBUS_PORT", String.valueOf(FreePort.number()), "SERAI_SANDBOX_HTTP_PORT",
                String.valueOf(FreePort.number()), "SERAI_PRAESIDIUM_PASSWORD_FILE", "/tmp/password", "SERAI_CACHE", "/none");
    }

    private Process run(Map<String, String> environment, String... command) throws Exception {
        return run(USER, environment, command);
    }

    private Process run(String user, Map<String, String> environment, String... command) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(ports());
        Path log = temporary.resolve("run.log");
        Process process = debian.start(user, all, log, command);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            return Files.readString(log).contains("Serai is running");
        });
        return process;
    }

    private int post() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/praesidium/events".formatted(webhook)))
                .header("Authorization", EmbeddedSerai.basic("praesidium", PASSWORD)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Golden.read("events/praesidium-course-completed.json"))).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private void untilDelivered(String user, String home, int delivered) {
        Map<String, String> environment = new HashMap<>(ports());
        environment.put("SERAI_HOME", home);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> assertThat(
                debian.run(user, environment, "serai", "status").out())
                .matches("(?s).*\\narchive +1 +%1$s +0 .*\\nlrs +1 +%1$s +0 .*".formatted(delivered)));
    }

    private static void stop(Process process) throws Exception {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }
}
