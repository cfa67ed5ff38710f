package serai.cli.home;

import serai.files.ConfigurationFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Text files of a home. */
final class HomeFiles {

    private HomeFiles() {
    }

    static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** Creates or replaces a file, and creates its folder if that is missing. */
    static void write(Path file, String text) throws IOException {
        ConfigurationFile.createFolders(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file)) {
            ConfigurationFile.replace(file, bytes);
        } else {
            ConfigurationFile.create(file, bytes);
        }
    }
}
