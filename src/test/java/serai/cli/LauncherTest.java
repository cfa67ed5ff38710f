package serai.cli;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai} gives Java what it was given, with a jar that is built and a Java that only tells what it gets. */
class LauncherTest {

    @TempDir
    private Path folder;

    @BeforeAll
    static void takesAShell() {
        Skipped.unless(OS.LINUX.isCurrentOs() || OS.MAC.isCurrentOs(), "./serai WAS NOT STARTED: it takes bash, of Linux or macOS");
    }

    @Test
    void optionsArePartedAtBlanksAndElseToTheLetter() throws Exception {
        Files.createFile(folder.resolve("-Da=xy")); // what the shell would find for -Da=x*

        assertThat(told("en_US.UTF-8", "-Da=x* -Db=$HOME\\n -Dc={a,b} -Dd='q'\n-De=~", "status", "a b", "*"))
                .containsSubsequence("-Da=x*", "-Db=$HOME\\n", "-Dc={a,b}", "-Dd='q'", "-De=~", "-jar", "target/serai.jar",
                        "status",
                        "a b", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar_EG.UTF-8", "tr_TR.UTF-8", "fa_IR.UTF-8", "C", "no_such"})
    void isTheSameInEveryLocale(String locale) throws Exception {
        assertThat(told(locale, "", "status")).startsWith("-XX:+IgnoreUnrecognizedVMOptions").endsWith("-jar", "target/serai.jar",
                "status");
    }

    private List<String> told(String locale, String options, String... arguments) throws Exception {
        Path launcher = Files.copy(Path.of("serai"), folder.resolve("serai"), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        for (String part : List.of("prerequisites.sh", "launch.sh")) {
            Files.copy(Path.of(".mvn", part), PrivateFolder.make(folder.resolve(".mvn")).resolve(part),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        PrivateFolder.make(folder.resolve("src/main"));
        Files.writeString(folder.resolve("pom.xml"), "");
        Path java = PrivateFolder.make(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor argument; do printf '%s\\n' \"$argument\"; done\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(PrivateFolder.make(folder.resolve("target")).resolve("serai.jar"), "");
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("LC_ALL", locale);
        builder.environment().put("SERAI_JAVA_OPTIONS", options);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.lines().toList();
    }
}
