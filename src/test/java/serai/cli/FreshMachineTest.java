package serai.cli;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code ./serai} and {@code ./verify} where a JDK, Maven or npm is missing or unfit. The checkout has copies of these scripts. The
 * machine is a folder of commands in which {@code java}, {@code javac}, {@code mvn}, {@code npm}, {@code apt-get}, {@code sudo},
 * {@code su} and {@code id} are fakes.
 */
class FreshMachineTest {

    private static final List<String> TOOLS = List.of("bash", "cat", "cksum", "cp", "cut", "dirname", "env", "find", "grep",
            "mkdir", "mktemp", "mv", "readlink", "rm", "sed", "sh", "touch");
    private static final String APT = "apt-get update && apt-get install -y --no-install-recommends ";
    private static final String SUDO = "sudo apt-get update && sudo apt-get install -y --no-install-recommends ";
    private static final String BOTH = "JDK 17 or later and Maven 3.8 or later: ";

    @TempDir
    private Path folder;
    private Path checkout;

    @BeforeAll
    static void takesLinux() {
        Skipped.unless(OS.LINUX.isCurrentOs(), "NO FRESH MACHINE WAS TRIED: its fakes are commands of Linux");
    }

    @BeforeEach
    void aMachineOfRootWithNothingInstalled() throws IOException {
        for (String tool : TOOLS) {
            fake(tool, "exec /bin/" + tool + " \"$@\"");
        }
        checkout = folder.resolve("a checkout");
        for (String script : List.of("serai", "verify", ".mvn/prerequisites.sh", ".mvn/launch.sh")) { // this machine's own Java must not be found
            command(checkout.resolve(script), Files.readString(Path.of(script))
                    .replace("/etc/os-release", folder + "/os-release").replace("/usr/lib/jvm", folder + "/jvm"));
        }
        PrivateFolder.make(checkout.resolve("src/main"));
        PrivateFolder.make(checkout.resolve("docs/destinations"));
        Files.createFile(checkout.resolve("pom.xml"));
        for (String judges : List.of("src/test/judges", "src/test/kaoto")) {
            Files.createFile(PrivateFolder.make(checkout.resolve(judges)).resolve("package-lock.json"));
        }
        system("VERSION_CODENAME=bookworm");
        user(0);

        fake("apt-get", "echo apt-get \"$@\"; for package; do [ ! -d " + folder + "/served/$package ] || cp -a " + folder
                + "/served/$package/. " + folder + "; done");
        jdk("served/default-jdk-headless", "17.0.15", true);
        jdk("served/openjdk-17-jdk-headless", "17.0.15", true);
        command(folder.resolve("served/maven/bin/mvn"), "#!/bin/sh\necho mvn \"$@\"; [ -d target ] && : >target/serai.jar\n");
        PrivateFolder.make(folder.resolve("served/nodejs"));
        command(folder.resolve("served/npm/bin/npm"), "#!/bin/sh\necho npm \"$1\"\n");
    }

    @Test
    void rootWithoutATerminalInstallsWhatIsMissingAndSaysSo() throws Exception {
        Ran ran = run("./serai", "demo");

        assertThat(ran.errors()).startsWith("serai: to run ./serai demo, installing " + BOTH + APT
                + "default-jdk-headless maven\napt-get update\n");
        assertThat(ran.out()).startsWith("java -XX:").endsWith("-jar target/serai.jar demo\n").hasLineCount(1);
        assertThat(ran.code()).isZero();
        assertThat(run("./serai", "demo").errors()).isEmpty();
    }

    @Test
    void theTestsInstallNodeToo() throws Exception {
        Ran ran = run("./verify", "-Dseed=1");

        assertThat(ran.errors()).startsWith("serai: to run ./verify, installing JDK 17 or later, Maven 3.8 or later and "
                + "Node.js with npm: " + APT + "default-jdk-headless maven nodejs npm\n").endsWith("npm ci\nnpm ci\n");
        assertThat(ran.out()).isEqualTo("mvn -B verify -Dseed=1\n");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"sudo, " + SUDO + "default-jdk-headless maven",
            "su, su -c '" + APT + "default-jdk-headless maven'"})
    void aUserWithoutATerminalIsToldTheCommand(String become, String command) throws Exception {
        user(1000);
        fake(become, "echo " + become);

        assertThat(run("./serai", "demo")).isEqualTo(refused("to run ./serai demo, install " + BOTH + command));
    }

    @Test
    void aPersonIsAskedAndHasItInstalledAfterAYes() throws Exception {
        user(1000);
        fake("sudo", "\"$@\"");
        String question = "serai: to run ./serai demo, install " + BOTH + SUDO + "default-jdk-headless maven\nInstall now? [y/N] ";

        Ran no = atTerminal("\n", "./serai demo");
        assertThat(no.out()).contains(question).doesNotContain("apt-get update\n");
        assertThat(no.code()).isEqualTo(1);
        Ran yes = atTerminal("y\n", "./serai demo");
        assertThat(yes.out()).contains(question, "apt-get update\n").endsWith("-jar target/serai.jar demo\n");
        assertThat(yes.code()).isZero();
    }

    @Test
    void rootAtATerminalIsAskedToo() throws Exception {
        assertThat(atTerminal("\n", "./serai demo").out()).contains("install " + BOTH + APT
                + "default-jdk-headless maven\nInstall now?").doesNotContain("apt-get update\n");
    }

    @Test
    void aPersonWithoutNodeHasTheTestsThatNeedItSkipped() throws Exception {
        install("default-jdk-headless", "maven");
        user(1000);
        fake("sudo", "echo sudo");

        Ran ran = run("./verify");
        assertThat(ran.errors()).isEqualTo("serai: the tests that need Node.js and npm will be skipped; to run them, too, "
                + "install these: " + SUDO + "nodejs npm\n");
        assertThat(ran.out()).isEqualTo("mvn -B verify\n");
    }

    @ParameterizedTest
    @CsvSource({"VERSION_CODENAME=trixie, default-jdk-headless", "VERSION_CODENAME=noble, default-jdk-headless",
            "VERSION_CODENAME=jammy, openjdk-17-jdk-headless",
            "VERSION_CODENAME=wilma;UBUNTU_CODENAME=jammy, openjdk-17-jdk-headless",
            "ID=kali, default-jdk-headless"})
    void theJdkIsTheDefaultOneWhereThatIsNewEnough(String system, String jdk) throws Exception {
        system(system);

        assertThat(run("./serai", "demo").errors()).contains(APT + jdk + " maven\n");
    }

    @Test
    void elsewhereThePackagesAreNamed() throws Exception {
        Files.delete(folder.resolve("bin/apt-get"));

        Ran ran = run("./serai", "demo");
        assertThat(ran.errors()).startsWith("serai: to run ./serai demo, install JDK 17 or later and Maven 3.8 or later. "
                + "Packages: ").contains("openjdk21 maven (Alpine)").hasLineCount(1);
        assertThat(ran.code()).isEqualTo(1);
    }

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

    @ParameterizedTest
    @CsvSource({"./serai", "./verify"})
    void aFolderThatCannotBeWrittenIsNamedBeforeAnythingIsInstalled(String command) throws Exception {
        Files.createFile(checkout.resolve("target")); // read-only is nothing to root

        assertThat(run(command)).isEqualTo(refused("to run " + command + ", copy this folder to where you may write: "
                + "the build can't write to " + checkout + "/target"));
    }

    @Test
    void aFolderWithAnAccentHasALocaleThatKnowsIt() throws Exception {
        jdk("", "17.0.15", false);
        Files.createFile(PrivateFolder.make(checkout.resolve("target")).resolve("serai.jar"));
        fakeJavaPrints("\"locale ${LC_ALL:-none}\"");

        assertThat(run("./serai", "status").out()).isEqualTo("locale none\n");
        String accented = "e=$(printf '\\303\\251'); cd ..; mv 'a checkout' $e; $e/serai status; mv $e 'a checkout'";
        assertThat(run("sh", "-c", accented).out()).isEqualTo("locale C.UTF-8\n");
    }

    private void fakeJavaPrints(String words) throws IOException {
        command(folder.resolve("jvm/17.0.15/bin/java"), "#!/bin/sh\necho " + words + "\n");
    }

    private void system(String lines) throws IOException {
        Files.writeString(folder.resolve("os-release"), lines.replace(';', '\n') + "\n");
    }

    private void user(int number) throws IOException {
        fake("id", "echo " + number);
    }

    private void fake(String name, String body) throws IOException {
        command(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + body + "\n");
    }

    /** As a package brings it: in a folder of its own, and as the default. */
    private void jdk(String where, String version, boolean compiler) throws IOException {
        Path root = folder.resolve(where);
        Path home = root.resolve("jvm").resolve(version);
        command(home.resolve("bin/java"), "#!/bin/sh\necho java \"$@\"\n");
        if (compiler) {
            command(home.resolve("bin/javac"), "#!/bin/sh\n");
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Fake\"\nJAVA_VERSION=\"" + version + "\"\n");
        PrivateFolder.make(root.resolve("bin"));
        Files.deleteIfExists(root.resolve("bin/java"));
        Files.createSymbolicLink(root.resolve("bin/java"), Path.of("../jvm", version, "bin/java"));
    }

    private void link(String version) throws IOException {
        Files.delete(folder.resolve("bin/java"));
        Files.createSymbolicLink(folder.resolve("bin/java"), Path.of("../jvm", version, "bin/java"));
    }

    private void install(String... packages) throws Exception {
        List<String> command = new ArrayList<>(List.of("apt-get", "install"));
        command.addAll(List.of(packages));
        assertThat(run(command.toArray(String[]::new)).code()).isZero();
    }

    private static void command(Path file, String text) throws IOException {
        PrivateFolder.make(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran run(String... command) throws Exception {
        return run(Map.of(), command);
    }

    private Ran run(Map<String, String> variables, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of("env"));
        words.addAll(List.of(command));
        return ran(variables, new ProcessBuilder(words).redirectInput(new File("/dev/null")), "");
    }

    /** Both outputs in one. */
    private Ran atTerminal(String answer, String command) throws Exception {
        return ran(Map.of("SHELL", "/bin/bash"), new ProcessBuilder("/usr/bin/script", "-qec", command, "/dev/null"), answer);
    }

    private Ran ran(Map<String, String> variables, ProcessBuilder builder, String input) throws Exception {
        File errors = folder.resolve("errors").toFile();
        builder.environment().clear();
        builder.environment().put("PATH", folder + "/bin");
        builder.environment().putAll(variables);
        Process process = builder.directory(checkout.toFile()).redirectError(errors).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        return new Ran(process.waitFor(), out, Files.readString(errors.toPath()));
    }

    private static Ran refused(String line) {
        return new Ran(1, "", "serai: " + line + "\n");
    }

    private record Ran(int code, String out, String errors) {
    }
}
