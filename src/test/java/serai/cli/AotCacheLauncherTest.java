package serai.cli;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What {@code bin/serai} prepares beside a run where Java is 25 or later, with a Java that only plays the steps. Its folder
 * {@code told} says what it does in each, and what it was given.
 */
class AotCacheLauncherTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    /** Runs until a cache is there, one that is empty too, or until the file {@code end}. */
    private static final String JAVA = """
            #!/bin/sh
            told=%1$s
            case "$*" in
                *PrintFlagsFinal*)
                    echo >$told/asked
                    echo "   size_t MaxHeapSize = $(cat $told/heap) {product} {ergonomic}" ;;
                *AOTMode=record*)
                    cp application.properties $told/settings
                    env >$told/environment
                    echo "$*" >$told/recording
                    echo $$ >$told/pid
                    [ ! -f $told/hang ] || exec sleep 300
                    if [ -f $told/fail ]; then
                        printf '%%s\\n' first "it has failed" "[1.2s][warning][aot] Skipping one"
                        exit 1
                    fi
                    echo classes >recorded ;;
                *AOTMode=create*) cat recorded >made.aot ;;
                *" run")
                    for argument; do printf '%%s\\n' "$argument"; done
                    exec >/dev/null
                    until [ -f $told/end ] ||
                        { [ ! -f $told/stay ] && ls cache | grep '^serai-' | grep -qvF serai-1.; }; do sleep 0.05; done ;;
                *) for argument; do printf '%%s\\n' "$argument"; done ;;
            esac
            """;

    @TempDir
    private Path temporary;
    private Path distribution;
    private Path home;
    private Path cache;
    private Path told;

    @BeforeAll
    static void takesAShell() {
        Skipped.unless(OS.LINUX.isCurrentOs() || OS.MAC.isCurrentOs(), "serai WAS NOT STARTED: it takes bash, of Linux or macOS");
    }

    @BeforeEach
    void aDistributionAHomeAndAJava25() throws IOException {
        distribution = temporary.toRealPath().resolve("serai");
        copy("src/dist/bin/serai", distribution.resolve("bin/serai"));
        copy(".mvn/prerequisites.sh", distribution.resolve("lib/prerequisites.sh"));
        copy(".mvn/launch.sh", distribution.resolve("lib/launch.sh"));
        Files.writeString(distribution.resolve("serai.jar"), "one");
        told = PrivateFolder.make(temporary.toRealPath().resolve("told"));
        Files.writeString(told.resolve("heap"), "1073741824");
        Path java = PrivateFolder.make(temporary.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, JAVA.formatted(told));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(temporary.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
        home = PrivateFolder.make(temporary.toRealPath().resolve("a home"));
        Files.writeString(PrivateFolder.make(home.resolve("conf")).resolve("application.properties"), """
                camel.main.name = serai
                camel.vault.aws.refreshEnabled = true
                camel.component.kafka.brokers = kafka.example.org:9092
                serai.lrs.url = https://lrs.example.org/xapi
                """);
        cache = home.resolve("cache");
    }

    private static void copy(String from, Path to) throws IOException {
        PrivateFolder.make(to.getParent());
        Files.copy(Path.of(from), to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void isMadeBesideARunUsedByTheNextCommandAndReplacedByThatOfAnotherJar() throws Exception {
        assertThat(serai("status")).noneMatch(option -> option.startsWith("-XX:AOTCache"));
        assertThat(cache).doesNotExist();

        assertThat(serai("run")).noneMatch(option -> option.startsWith("-XX:AOTCache")); // it doesn't wait for it
        Path first = onlyCache();
        assertThat(first).hasContent("classes");
        assertThat(serai("status")).contains("-XX:AOTCache=" + first, "-Xlog:aot*=off", "-Dserai.start.archive=" + first);
        assertThat(errors()).isEmpty();

        Files.writeString(distribution.resolve("serai.jar"), "another");
        assertThat(serai("status")).noneMatch(option -> option.startsWith("-XX:AOTCache"));
        Path old = Files.move(first, cache.resolve("serai-1.aot")); // so that the Java of this test waits for another one
        serai("run");
        assertThat(onlyCache()).isNotIn(first, old);
    }

    /** It plays a demo; nothing that names a system of the user's may get there. */
    @Test
    void isTrainedWithoutTheUsersSystems() throws Exception {
        serai("run");
        onlyCache();

        assertThat(told.resolve("settings")).hasContent("camel.main.name = serai");
        assertThat(told.resolve("recording")).content().contains("demo --rehearse --data data");
        assertThat(told.resolve("environment")).content().doesNotContain("SERAI_");
    }

    @Test
    void whatFailsIsSaidAndTriedAgainAfterADay() throws Exception {
        Files.createFile(told.resolve("fail"));

        serai("run");
        assertThat(onlyCache()).isEmptyFile();
        await().atMost(LONG).untilAsserted(() -> assertThat(errors()).contains("no AOT cache could be made", "it has failed"));

        Files.delete(told.resolve("recording"));
        assertThat(serai("run")).noneMatch(option -> option.startsWith("-XX:AOTCache"));
        assertThat(told.resolve("recording")).doesNotExist();

        Files.delete(told.resolve("fail"));
        Files.createFile(told.resolve("stay"));
        Files.setLastModifiedTime(distribution.resolve("serai.jar"), FileTime.from(Instant.EPOCH));
        Path failed = onlyCache();
        Files.setLastModifiedTime(failed, FileTime.from(Instant.EPOCH.plus(Duration.ofDays(1))));
        Process run = start("run");
        await().atMost(LONG).until(() -> Files.exists(failed) && Files.size(failed) > 0 && inside(cache).size() == 1);
        Files.createFile(told.resolve("end"));
        assertThat(run.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(failed).hasContent("classes");
    }

    @Test
    void whatTakesTooLongIsEndedAndSaid() throws Exception {
        Path launch = distribution.resolve("lib/launch.sh");
        Files.writeString(launch, Files.readString(launch).replace("training_max=600", "training_max=3"));
        Files.createFile(told.resolve("hang"));

        serai("run");
        assertThat(onlyCache()).isEmptyFile();
        await().atMost(LONG).untilAsserted(() -> assertThat(errors()).contains("no AOT cache could be made", "not done after 3 s"));
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(told.resolve("pid")).strip()))).isEmpty();
    }

    @Test
    void endsWithSeraiAndIsTriedAgainAtTheNextStart() throws Exception {
        Path hang = Files.createFile(told.resolve("hang"));
        Process run = start("run");
        await().atMost(LONG).until(() -> Files.exists(told.resolve("pid")) && Files.size(told.resolve("pid")) > 1);
        long training = Long.parseLong(Files.readString(told.resolve("pid")).strip());

        Files.createFile(told.resolve("end"));
        assertThat(run.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().atMost(LONG).until(() -> ProcessHandle.of(training).isEmpty() && inside(cache).isEmpty());
        assertThat(errors().lines()).hasSize(1); // that it begins

        Files.delete(hang);
        Files.delete(told.resolve("end"));
        serai("run");
        assertThat(onlyCache()).hasContent("classes");
    }

    /** As a stop sends it that tells all of Serai's processes. */
    @Test
    void endsWithItsShell() throws Exception {
        Files.createFile(told.resolve("hang"));
        Process run = start("run");
        await().atMost(LONG).until(() -> Files.exists(told.resolve("pid")) && Files.size(told.resolve("pid")) > 1);
        ProcessHandle training = ProcessHandle.of(Long.parseLong(Files.readString(told.resolve("pid")).strip())).orElseThrow();

        training.parent().orElseThrow().destroy();
        await().atMost(LONG).until(() -> !training.isAlive() && inside(cache).isEmpty());

        Files.createFile(told.resolve("end"));
        assertThat(run.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isLeftToAnotherSeraiThatMakesItUnlessThatWasKilled() throws Exception {
        Path others = PrivateFolder.make(PrivateFolder.make(cache).resolve("archive.other"));
        Files.createFile(told.resolve("end"));
        serai("run");
        assertThat(told.resolve("recording")).doesNotExist();
        assertThat(inside(cache)).containsExactly(others);

        Files.setLastModifiedTime(others, FileTime.from(Instant.EPOCH));
        Files.delete(told.resolve("end"));
        serai("run");
        assertThat(onlyCache()).hasContent("classes");
    }

    @Test
    void isNotMadeWhereThereIsLittleMemory() throws Exception {
        Files.writeString(told.resolve("heap"), "268435456");
        Process run = start("run");

        await().atMost(LONG).until(() -> Files.exists(told.resolve("asked")) && inside(cache).isEmpty());
        Files.createFile(told.resolve("end"));
        assertThat(run.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(told.resolve("recording")).doesNotExist();
    }

    /** The one that is there, when nothing is left beside it. */
    private Path onlyCache() throws IOException {
        await().atMost(LONG).until(() -> caches().size() == 1 && inside(cache).size() == 1);
        return caches().get(0);
    }

    private List<Path> caches() throws IOException {
        return inside(cache).stream().filter(file -> file.toString().endsWith(".aot")).toList();
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private String errors() throws IOException {
        return Files.readString(temporary.resolve("errors"));
    }

    /** @return what Java was given */
    private List<String> serai(String command) throws Exception {
        Process process = start(command);
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(temporary.resolve("out"), StandardCharsets.UTF_8);
    }

    private Process start(String command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", distribution.resolve("bin/serai").toString(), "--home", home.toString(), command)
                        .redirectOutput(temporary.resolve("out").toFile()).redirectError(temporary.resolve("errors").toFile());
        builder.environment().put("JAVA_HOME", temporary.resolve("jdk").toString());
        builder.environment().put("SERAI_LRS_URL", "https://lrs.example.org/xapi");
        builder.environment().remove("SERAI_JAVA_OPTIONS");
        builder.environment().remove("SERAI_CACHE");
        return builder.start();
    }
}
