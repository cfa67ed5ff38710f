package serai.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class UserTest {

    @Test
    void isWhoOwnsWhatItMakes(@TempDir Path folder) throws IOException {
        assertThat(User.number()).isEqualTo(User.ownerOf(Files.createFile(folder.resolve("made"))));
    }

    /** Of a user that has no name here. */
    private static Process java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=123456", "--regid=0", "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static boolean ends(List<String> arguments) throws InterruptedException {
        try {
            Process process = java(arguments);
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no setpriv
        }
    }

    /** As in a container whose user is any number: it was taken for root, and so refused its own folder. */
    @Test
    void isItselfThoughItHasNoName(@TempDir Path classes) throws Exception {
        Skipped.unless(OS.LINUX.isCurrentOs() && User.number() == User.ROOT && ends(List.of("-version")),
                "NO USER WITHOUT A NAME WAS TRIED: only root can be another one by setpriv, where Java may be run by all");
        Path folder = PrivateFolder.make(classes.resolve("serai/files"));
        for (String name : List.of("User", "UserTest$Told")) {
            try (var in = User.class.getResourceAsStream(name + ".class")) {
                Files.copy(in, folder.resolve(name + ".class"));
            }
        }
        for (Path each : List.of(classes, folder.getParent(), folder)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Process process = java(List.of("-cp", classes.toString(), Told.class.getName()));

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()).isEqualTo("123456");
    }

    /** Prints the user's number. */
    public static final class Told {

        public static void main(String[] arguments) {
            System.out.println(User.number());
        }
    }
}
