package serai.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.Golden;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The archive that {@code mvn package} makes, unpacked and used as docs/installing.md and docs/upgrading.md say, below a folder
 * with a blank in its name.
 */
@Execution(ExecutionMode.CONCURRENT)
class DistributionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PASSWORD = "a password of this test";

    @TempDir
    private Path temporary;
    private Path opt;
    private Path home;
    private final List<Process> processes = new ArrayList<>();
    private final int webhook = FreePort.number();

    /** What a command has printed, on both ways. */
    private record Ran(int code, String out) {
    }

    @BeforeEach
    void unpacks() throws Exception {
        Skipped.unless(OS.LINUX.isCurrentOs() || OS.MAC.isCurrentOs(), "NO DISTRIBUTION WAS UNPACKED: it takes bash and tar");
        opt = PrivateFolder.make(temporary.toRealPath().resolve("opt with blank"));
        home = opt.resolveSibling("home");
        unpack("one");
        upgradeTo("one");
    }

    @AfterEach
    void ends() {
        processes.forEach(Process::destroyForcibly);
    }

    private void unpack(String name) throws Exception {
        Path archive = Path.of(System.getProperty("distribution"));
        Path folder = PrivateFolder.make(opt.resolve(name));
        assertThat(new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString(), "--strip-components=1").inheritIO()
                .start().waitFor()).isZero();
    }

    private void upgradeTo(String name) throws IOException {
        Path link = opt.resolve("serai");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(name));
    }

    @Test
    void runsAndIsUpgradedWithItsData() throws Exception {
        assertThat(serai("init", home.toString())).satisfies(DistributionIT::isDone);
        int lrs = FreePort.number();
        set("camel.server.port", webhook);
        set("camel.management.port", FreePort.number());
        set("serai.sandbox.servicebus.port", FreePort.number());
        set("serai.sandbox.http.port", FreePort.number());
        Files.writeString(home.resolve("password"), PASSWORD + "\n");
        set("serai.lrs.url", "http://127.0.0.1:%s/lrs".formatted(lrs)); // nobody listens there yet
        assertThat(inHome("check").out()).endsWith("Nothing is wrong.\n");

        Process first = run();
        assertThat(post()).isEqualTo(202);
        untilStatus(status -> balance(status, "archive", 1, 0) && balance(status, "lrs", 0, 1));
        stop(first);

        unpack("two");
        changeShippedRouter(opt.resolve("two"));
        upgradeTo("two");
        assertThat(inHome("diff-shipped")).satisfies(ran -> {
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out()).contains("routes/router.camel.yaml: the shipped file has changed",
                    "+ # a line of the next version");
        });
        assertThat(inHome("diff-shipped", "--seen", "routes/router.camel.yaml")).satisfies(DistributionIT::isDone);
        assertThat(inHome("diff-shipped")).satisfies(DistributionIT::isDone);

        set("serai.lrs.url", ""); // the sandbox
        Process second = run();
        assertThat(post()).isEqualTo(202);
        untilStatus(status -> balance(status, "archive", 1, 0) && balance(status, "lrs", 1, 0)
                && status.matches("(?s).*\\npraesidium +1 +1 .*")); // accepted by the first, a duplicate to the second
        stop(second);
    }

    @Test
    void hasALicenceForEachJarAndWhatThePageLists() throws Exception {
        Path serai = opt.resolve("one");
        String page = Files.readString(serai.resolve("docs/installing.md"));
        String sbom = Files.readString(serai.resolve("sbom/serai.cdx.json"));

        try (var jars = Files.list(serai.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()).filter(name -> name.endsWith(".jar"))).hasSizeGreaterThan(150)
                    .allSatisfy(name -> {
                        assertThat(serai.resolve("licences/" + name.replaceFirst("\\.jar$", "-jar"))).isDirectory();
                        assertThat(sbom).contains("\"name\" : \"" + name.replaceFirst("-\\d.*", "") + "\"");
                    });
        }
        try (var all = Files.list(serai)) {
            assertThat(all.map(file -> file.getFileName().toString())).allSatisfy(name -> assertThat(page).contains("`" + name));
        }
    }

    @Test
    void hasAManualPageForEachCommandAndWhatShellsComplete() throws Exception {
        Path serai = opt.resolve("one");

        assertThat(Main.commandLine().getSubcommands().keySet()).isNotEmpty().allSatisfy(
                name -> assertThat(Files.readString(serai.resolve("man/man1/serai-%s.1".formatted(name))).replace("\\-", "-"))
                        .contains("serai " + name));
        for (String shell : List.of("bash", "zsh", "fish")) {
            assertThat(serai("completion", shell).out()).isEqualTo(Files.readString(serai.resolve("completion/serai." + shell)));
        }
        if (Files.isExecutable(Path.of("/usr/bin/man"))) {
            Process man = new ProcessBuilder("/usr/bin/man", "-l", serai.resolve("man/man1/serai-check.1").toString())
                    .redirectErrorStream(true).start();
            assertThat(new String(man.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("SERAI-CHECK(1)",
                    "--format");
        }
    }

    private static void isDone(Ran ran) {
        assertThat(ran.code()).as(ran.out()).isZero();
    }

    private void set(String setting, Object value) throws IOException {
        Path file = home.resolve("conf/application.properties");
        String others = Files.readAllLines(file).stream().filter(line -> !line.startsWith(setting + " "))
                .reduce("", (text, line) -> text + line + "\n");
        Files.writeString(file, others + setting + " = " + value + "\n");
    }

    /** As the next version may have it. */
    private static void changeShippedRouter(Path serai) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + serai.resolve("serai.jar").toUri()), Map.of())) {
            Files.writeString(jar.getPath("/routes/router.camel.yaml"), "# a line of the next version\n",
                    StandardOpenOption.APPEND);
        }
    }

    private int post() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/praesidium/events".formatted(webhook)))
                .header("Authorization", EmbeddedSerai.basic("praesidium", PASSWORD)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Golden.read("events/praesidium-course-completed.json"))).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static boolean balance(String status, String destination, int delivered, int pending) {
        return status.matches("(?s).*\\n" + destination + " +1 +" + delivered + " +" + pending + " .*");
    }

    private void untilStatus(Predicate<String> expected) {
        String[] last = {""};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            last[0] = inHome("status").out();
            assertThat(expected.test(last[0])).as(last[0]).isTrue();
        });
    }

    private Process run() throws IOException {
        Path log = home.resolve("run.log");
        Process process = command("--home", home.toString(), "run").redirectOutput(log.toFile()).start();
        processes.add(process);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            return Files.readString(log).contains("Serai is running");
        });
        return process;
    }

    private void stop(Process process) throws Exception {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    private Ran inHome(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(Arrays.asList(arguments));
        return serai(all.toArray(String[]::new));
    }

    private Ran serai(String... arguments) throws Exception {
        Process process = command(arguments).start();
        processes.add(process);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out);
    }

    private ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(opt.resolve("serai/bin/serai").toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SERAI_"));
        builder.environment().put("SERAI_PRAESIDIUM_PASSWORD_FILE", home.resolve("password").toString());
        // A demo for an archive of classes would take longer than this test.
        builder.environment().put("SERAI_CACHE", "/dev/null/none");
        return builder;
    }
}
