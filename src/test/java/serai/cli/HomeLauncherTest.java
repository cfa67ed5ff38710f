package serai.cli;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code bin/serai} of a distribution, and {@code ./serai} of a checkout, with a jar that is empty and a Java that only tells where
 * it runs and what it gets. All folders have blanks in their names.
 */
class HomeLauncherTest {

    @TempDir
    private Path temporary;
    private Path distribution;
    private Path home;
    private Path elsewhere;

    private record Told(int code, List<String> out, String errors) {
    }

    @BeforeAll
    static void takesAShell() {
        Skipped.unless(OS.LINUX.isCurrentOs() || OS.MAC.isCurrentOs(), "serai WAS NOT STARTED: it takes bash, of Linux or macOS");
    }

    @BeforeEach
    void aDistributionAndAHome() throws IOException {
        distribution = temporary.toRealPath().resolve("serai 1.0");
        copy("src/dist/bin/serai", distribution.resolve("bin/serai"));
        copy(".mvn/prerequisites.sh", distribution.resolve("lib/prerequisites.sh"));
        copy(".mvn/launch.sh", distribution.resolve("lib/launch.sh"));
        Files.writeString(distribution.resolve("serai.jar"), "");
        Path java = file(temporary.resolve("jdk/bin/java"), """
                #!/bin/sh
                pwd
                for argument; do printf '%s\\n' "$argument"; done
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = temporary.toRealPath().resolve("a home");
        file(home.resolve("conf/application.properties"), "camel.main.name = serai\n");
        elsewhere = PrivateFolder.make(temporary.toRealPath().resolve("else where"));
    }

    private static void copy(String from, Path to) throws IOException {
        PrivateFolder.make(to.getParent());
        Files.copy(Path.of(from), to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static Path file(Path file, String text) throws IOException {
        PrivateFolder.make(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void runsInTheDistributionWithoutAHome() throws Exception {
        Told told = distribution("status");

        assertThat(told.errors()).isEmpty();
        assertThat(told.out()).startsWith(distribution.toString())
                .endsWith("-Dcommand.of.serai=serai", "-Dserai.called.from=" + elsewhere, "-jar", distribution + "/serai.jar",
                        "status");
    }

    @Test
    void runsThroughALinkAsAnUpgradeMakesIt() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("serai"), distribution.resolve("bin/serai"));

        assertThat(run(link, null, "status").out()).startsWith(distribution.toString()).endsWith("status");
    }

    @Test
    void runsInTheHomeThatIsNamed() throws Exception {
        String[] end = {"-jar", distribution + "/serai.jar", "explain", "a b"};

        assertThat(distribution("--home", home.toString(), "explain", "a b").out()).startsWith(home.toString()).endsWith(end);
        assertThat(distribution("--home=../a home", "explain", "a b").out()).startsWith(home.toString()).endsWith(end);
        assertThat(run(distribution.resolve("bin/serai"), home.toString(), "explain", "a b").out()).startsWith(home.toString())
                .endsWith(end);
    }

    /** So that it can be typed as a message has it, from anywhere. */
    @Test
    void tellsJavaWhatToCallTheCommand() throws Exception {
        assertThat(distribution("--home", home.toString(), "status").out())
                .contains("-Dcommand.of.serai=serai --home " + home.toString().replace(" ", "\\ "));
        assertThat(run(distribution.resolve("bin/serai"), home.toString(), "status").out()).contains("-Dcommand.of.serai=serai");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--home", "SERAI_HOME"})
    void refusesAFolderThatIsNoHome(String way) throws Exception {
        boolean option = way.equals("--home");
        Told told = option ? distribution("--home", elsewhere.toString(), "status")
                : run(distribution.resolve("bin/serai"), elsewhere.toString(), "status");

        assertThat(told).isEqualTo(new Told(1, List.of(), ("serai: %s is no home of Serai: it has no "
                + "conf/application.properties (%s names it). To make it one: serai init %s\n")
                .formatted(elsewhere, way, elsewhere)));
    }

    @Test
    void makesAHomeWhereNoneIs() throws Exception {
        assertThat(distribution("--home", "new", "init").out()).endsWith("init", "new");
        assertThat(run(distribution.resolve("bin/serai"), "/none", "init", "there").out()).endsWith("init", "there");
    }

    /** Empty: a variable of a script that isn't set. */
    @ParameterizedTest
    @ValueSource(strings = {"--home", "--home,", "--home,,run", "--home=", "--home=,run", "--home=,init"})
    void aHomeWithoutItsNameIsToldWithTheCodeForOptions(String arguments) throws Exception {
        assertThat(distribution(arguments.split(",", -1))).isEqualTo(
                new Told(2, List.of(), "serai: --home lacks its folder: serai --home DIR COMMAND\n"));
    }

    /** As the unit of systemd does, which names the file too: the same settings for the service and for commands. */
    @Test
    void commandsOfAPackageReadWhatItsServiceReads() throws Exception {
        Files.createSymbolicLink(distribution.resolve("home"), home);
        file(temporary.resolve("jdk/bin/java"), "#!/bin/sh\nenv | grep '^SERAI_[A-Z]=' | sort\n");
        Path evaluated = temporary.resolve("evaluated");
        file(home.resolve("environment"), """
                # SERAI_A=no
                ;SERAI_A=no
                SERAI_B=$(touch %1$s)`touch %1$s`$HOME; touch %1$s
                  SERAI_C = yes
                SERAI_D="two words "\s
                SERAI_E='it\\s "'
                no line of a variable
                SERAI_F=
                SERAI_G=no
                SERAI_G=a="b"
                SERAI_HOME=/none
                SERAI_H=the last""".formatted(evaluated));

        assertThat(distribution("status")).isEqualTo(new Told(0, List.of("SERAI_B=$(touch %1$s)`touch %1$s`$HOME; touch %1$s"
                .formatted(evaluated), "SERAI_C=yes", "SERAI_D=two words ", "SERAI_E=it\\s \"", "SERAI_F=", "SERAI_G=a=\"b\"",
                "SERAI_H=the last"), ""));
        assertThat(evaluated).doesNotExist();
        assertThat(run("SERAI_G", "the caller's", distribution.resolve("bin/serai"), "status").out())
                .contains("SERAI_G=the caller's");
        Path other = file(temporary.resolve("other/conf/application.properties"), "").getParent().getParent();
        assertThat(distribution("--home", other.toString(), "status").out()).isEmpty();
    }

    @Test
    void jarsOfDropInComeBehindOurs() throws Exception {
        file(home.resolve("drop-in/driver.jar"), "");
        file(home.resolve("drop-in/a b.jar"), "");
        file(home.resolve("drop-in/notes.txt"), "");

        assertThat(distribution("--home", home.toString(), "status").out())
                .endsWith("-cp", distribution + "/serai.jar:drop-in/a b.jar:drop-in/driver.jar", "serai.cli.Main", "status");
    }

    @Test
    void makesItsArchiveOfClassesInTheHomeOnceAndOnlyForARun() throws Exception {
        distribution("--home", home.toString(), "status");
        assertThat(home.resolve("cache")).doesNotExist();

        assertThat(distribution("--home", home.toString(), "run").errors()).contains("once after each upgrade");
        try (var made = Files.list(home.resolve("cache"))) {
            assertThat(made).singleElement().asString().matches(".*/serai-\\d+\\.jsa");
        }
        assertThat(distribution("--home", home.toString(), "run").errors()).isEmpty();
        assertThat(distribution.resolve("cache")).doesNotExist();
    }

    @Test
    void startsWithoutAWordWhereNoArchiveCanBeWritten() throws Exception {
        file(home.resolve("cache"), "a file, which not even root can write a file into");

        assertThat(distribution("--home", home.toString(), "run").errors()).isEmpty();
    }

    @Test
    void aRuntimeOfItsOwnComesFirst() throws Exception {
        PrivateFolder.make(distribution.resolve("runtime/bin"));
        Path own = file(distribution.resolve("runtime/bin/java"), "#!/bin/sh\necho own\n");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
        file(distribution.resolve("runtime/release"), "JAVA_VERSION=\"17.0.15\"\n");

        assertThat(distribution("status").out()).containsExactly("own");
    }

    @Test
    void saysWhichJavaIsTooOldAndInstallsNothing() throws Exception {
        file(temporary.resolve("jdk/release"), "JAVA_VERSION=\"11.0.27\"\n");

        assertThat(distribution("status"))
                .isEqualTo(new Told(1, List.of(), ("serai: to run serai status, set JAVA_HOME to a Java 17 "
                        + "or later, or unset it: %s/jdk/bin/java is Java 11\n").formatted(temporary)));
    }

    /** A build takes the jar away from under a Serai that runs with it. */
    @Test
    void anOperatorsCommandOfACheckoutBuildsNothing() throws Exception {
        Path checkout = temporary.toRealPath().resolve("a checkout");
        copy("serai", checkout.resolve("serai"));
        copy(".mvn/prerequisites.sh", checkout.resolve(".mvn/prerequisites.sh"));
        copy(".mvn/launch.sh", checkout.resolve(".mvn/launch.sh"));
        file(checkout.resolve("docs/destinations/one"), "");
        file(checkout.resolve("pom.xml"), "");
        Path jar = file(checkout.resolve("target/serai.jar"), "");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        file(checkout.resolve("src/main/Edited.java"), "");

        Told status = run(checkout.resolve("serai"), null, "status");
        assertThat(status.out()).startsWith(checkout.toString()).endsWith("-jar", "target/serai.jar", "status");
        assertThat(status.errors()).isEqualTo("serai: ./serai status runs what was built before the last change of the sources; "
                + "./serai run and ./serai demo build\n");
        assertThat(run(checkout.resolve("serai"), null, "run").errors()).contains("javac"); // the JDK has none to build with
    }

    private Told distribution(String... arguments) throws Exception {
        return run(distribution.resolve("bin/serai"), null, arguments);
    }

    /** @param home for SERAI_HOME */
    private Told run(Path launcher, String home, String... arguments) throws Exception {
        return run("SERAI_HOME", home, launcher, arguments);
    }

    private Told run(String variable, String value, Path launcher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(Arrays.asList(arguments));
        Path errors = temporary.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile()).redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", temporary.resolve("jdk").toString());
        builder.environment().remove("SERAI_JAVA_OPTIONS");
        builder.environment().remove("SERAI_HOME");
        if (value != null) {
            builder.environment().put(variable, value);
        }
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Told(process.waitFor(), out.lines().toList(), Files.readString(errors));
    }
}
