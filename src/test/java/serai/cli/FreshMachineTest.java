package serai.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.testkit.PrivateFolder;

import java.nio.file.Files;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code ./serai} and {@code ./verify} where a JDK, Maven or npm is missing or unfit. The checkout has copies of these scripts. The
 * machine is a folder of commands in which {@code java}, {@code javac}, {@code mvn}, {@code npm}, {@code apt-get}, {@code sudo},
 * {@code su} and {@code id} are fakes.
 */
class FreshMachineTest extends FreshMachine {

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

    /** As Debian 13 has it. */
    @Test
    void anOldNpmInstallsWhatItCanAndTheRestOfTheTestsAreSkipped() throws Exception {
        install("default-jdk-headless", "maven", "nodejs", "npm");
        fake("npm", prints("9.2.0", "npm"));

        Ran ran = run("./verify");
        assertThat(ran.errors())
                .isEqualTo("npm ci\nserai: KaotoTest will be skipped: it takes npm 10 or later, and this is npm 9.2.0\n");
        assertThat(ran.out()).isEqualTo("mvn -B verify\n");
    }

    /** As Debian 12 has it. */
    @Test
    void whatNeedsANewerNodeIsSkipped() throws Exception {
        install("default-jdk-headless", "maven", "nodejs", "npm");
        fake("node", prints("v18.20.4", "node"));

        Ran ran = run("./verify");
        assertThat(ran.errors())
                .isEqualTo("serai: the tests that need Node.js 20 or later will be skipped; this is v18.20.4\n");
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
}
