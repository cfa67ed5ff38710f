package serai.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.testkit.PrivateFolder;

import java.nio.file.Files;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai} with a Java that is too old, has no compiler, or stands where nobody looks. */
class UnfitJavaTest extends FreshMachine {

    @ParameterizedTest
    @CsvSource({"1.8.0_402, true, is Java 8", "11.0.27, true, is Java 11", "21.0.7, false, 'comes without a compiler, javac'"})
    void anUnfitJavaIsNamed(String version, boolean compiler, String what) throws Exception {
        install("maven");
        jdk("", version, compiler);
        user(1000);
        fake("sudo", "");

        assertThat(run("./serai", "demo")).isEqualTo(refused("to run ./serai demo, install JDK 17 or later ("
                + folder + "/bin/java " + what + "): " + SUDO + "default-jdk-headless"));
    }

    @ParameterizedTest
    @CsvSource({"echo '    java.specification.version = 11', is Java 11", "exit 1, can't be started"})
    void aJavaThatOnlyItselfKnowsIsAsked(String body, String what) throws Exception {
        fake("java", body);

        assertThat(run("./serai", "demo").errors()).contains("JDK 17 or later (" + folder + "/bin/java " + what + ")");
    }

    @Test
    void anUnfitJavaGivesWayToAFitOneThatIsInstalled() throws Exception {
        install("maven");
        jdk("", "11.0.27", true);
        jdk("", "21.0.7", false);
        jdk("", "17.0.15", true);
        link("11.0.27");

        Ran ran = run("./serai", "demo");
        assertThat(ran.errors()).startsWith("serai: to run ./serai demo, building first");
        assertThat(ran.out()).startsWith("java -XX:");
    }

    @Test
    void anUnfitJavaHomeIsNamed() throws Exception {
        install("default-jdk-headless", "maven");
        jdk("", "11.0.27", true);

        assertThat(run(Map.of("JAVA_HOME", folder + "/jvm/11.0.27"), "./verify")).isEqualTo(refused("to run ./verify, "
                + "set JAVA_HOME to a JDK 17 or later, or unset it: " + folder + "/jvm/11.0.27/bin/java is Java 11"));
        assertThat(run(Map.of("JAVA_HOME", "/none"), "./serai")).isEqualTo(refused("to run ./serai, set JAVA_HOME to a JDK "
                + "17 or later, or unset it: there is no /none/bin/java"));
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, false", "21.0.7, false", "25, true"})
    void whatIsBuiltRunsWithoutACompiler(String version, boolean warns) throws Exception {
        jdk("", version, false);
        Files.createFile(PrivateFolder.make(checkout.resolve("target")).resolve("serai.jar"));

        Ran ran = run("./serai", "status");
        assertThat(ran.errors()).isEmpty();
        assertThat(ran.out()).endsWith("-jar target/serai.jar status\n");
        assertThat(ran.out().contains("--sun-misc-unsafe-memory-access=allow")).isEqualTo(warns);
    }

    @Test
    void anArchiveOfClassesThatCannotBeMadeIsToldOnce() throws Exception {
        jdk("", "17.0.15", false);
        Files.createFile(PrivateFolder.make(checkout.resolve("target")).resolve("serai.jar"));
        command(folder.resolve("jvm/17.0.15/bin/java"), "#!/bin/sh\necho 'no memory left'; exit 1\n");

        assertThat(run("./serai", "run").errors()).isEqualTo("""
                serai: preparing a quicker start; some seconds, once after each build
                serai: no archive of classes could be made, so Serai starts slower, until the next build: no memory left
                """);
        assertThat(run("./serai", "run").errors()).isEmpty();
    }

    /** Whoever has a destination of their own has a quicker start after each build too. */
    @Test
    void theArchiveOfClassesIsMadeWithoutSettingsOfRoutesThatTheJarDoesNotHave() throws Exception {
        jdk("", "17.0.15", false);
        Files.createFile(PrivateFolder.make(checkout.resolve("target")).resolve("serai.jar"));
        Files.writeString(checkout.resolve("application.properties"), """
                serai.destination.hr.url = https://hr.example.org/trainings
                camel.main.jmxEnabled = false
                camel.main.name = {{serai.destination.hr.name}}
                serai.destination.hr.zone = UTC
                """);
        command(folder.resolve("jvm/17.0.15/bin/java"), "#!/bin/sh\necho read $(cat application.properties); exit 1\n");

        assertThat(run("./serai", "run").errors()).endsWith(", until the next build: read camel.main.jmxEnabled = false\n");
    }
}
