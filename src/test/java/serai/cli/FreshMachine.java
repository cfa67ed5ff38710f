package serai.cli;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
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

/** A machine that is a folder of commands, most of them fakes, and a checkout that has copies of the scripts. */
abstract class FreshMachine {

    static final List<String> TOOLS = List.of("bash", "cat", "cksum", "cp", "cut", "dirname", "env", "find", "grep",
            "mkdir", "mktemp", "mv", "readlink", "rm", "sed", "sh", "touch");
    static final String APT = "apt-get update && apt-get install -y --no-install-recommends ";
    static final String SUDO = "sudo apt-get update && sudo apt-get install -y --no-install-recommends ";
    static final String BOTH = "JDK 17 or later and Maven 3.8 or later: ";

    @TempDir
    Path folder;
    Path checkout;

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
        command(folder.resolve("served/nodejs/bin/node"), "#!/bin/sh\n" + prints("v20.20.2", "node") + "\n");
        command(folder.resolve("served/npm/bin/npm"), "#!/bin/sh\n" + prints("11.0.0", "npm") + "\n");
    }

    void fakeJavaPrints(String words) throws IOException {
        command(folder.resolve("jvm/17.0.15/bin/java"), "#!/bin/sh\necho " + words + "\n");
    }

    void system(String lines) throws IOException {
        Files.writeString(folder.resolve("os-release"), lines.replace(';', '\n') + "\n");
    }

    void user(int number) throws IOException {
        fake("id", "echo " + number);
    }

    void fake(String name, String body) throws IOException {
        command(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + body + "\n");
    }

    /** As a package brings it: in a folder of its own, and as the default. */
    void jdk(String where, String version, boolean compiler) throws IOException {
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

    void link(String version) throws IOException {
        Files.delete(folder.resolve("bin/java"));
        Files.createSymbolicLink(folder.resolve("bin/java"), Path.of("../jvm", version, "bin/java"));
    }

    void install(String... packages) throws Exception {
        List<String> command = new ArrayList<>(List.of("apt-get", "install"));
        command.addAll(List.of(packages));
        assertThat(run(command.toArray(String[]::new)).code()).isZero();
    }

    static void command(Path file, String text) throws IOException {
        PrivateFolder.make(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Ran run(String... command) throws Exception {
        return run(Map.of(), command);
    }

    Ran run(Map<String, String> variables, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of("env"));
        words.addAll(List.of(command));
        return ran(variables, new ProcessBuilder(words).redirectInput(new File("/dev/null")), "");
    }

    /** Both outputs in one. */
    Ran atTerminal(String answer, String command) throws Exception {
        return ran(Map.of("SHELL", "/bin/bash"), new ProcessBuilder("/usr/bin/script", "-qec", command, "/dev/null"), answer);
    }

    Ran ran(Map<String, String> variables, ProcessBuilder builder, String input) throws Exception {
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

    static Ran refused(String line) {
        return new Ran(1, "", "serai: " + line + "\n");
    }

    record Ran(int code, String out, String errors) {
    }

    /** The body of a fake that has a version, and otherwise prints what it is to do. */
    static String prints(String version, String name) {
        return "[ \"$1\" = --version ] && echo %s || echo %s \"$1\"".formatted(version, name);
    }
}
