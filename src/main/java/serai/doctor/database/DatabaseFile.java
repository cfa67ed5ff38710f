package serai.doctor.database;

import serai.doctor.Observations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file of an embedded database: whether it is there, and can be written to. */
final class DatabaseFile {

    private DatabaseFile() {
    }

    /**
     * Whether the file can be opened; if not, observes why.
     *
     * @param made the folder that a start makes
     */
    static boolean isThere(Path file, Path made, Observations observations) {
        observations.trying("file");
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        if (Files.notExists(file)) {
            if (Files.notExists(folder) && folder.equals(made)) {
                observations.ok("%s is not there yet; a start makes its folder, and the first delivery the file".formatted(file));
            } else if (!Files.isDirectory(folder)) {
                observations.warn("the folder of %s is not there".formatted(file), "make it before the first delivery");
            } else if (!Files.isWritable(folder)) {
                observations.fail("%s is not there, and can't be made in this folder".formatted(file),
                        "let Serai's user write to " + folder);
            } else {
                observations.ok("%s is not there yet; the first delivery makes it".formatted(file));
            }
            return false;
        }
        if (!Files.isWritable(file) || !Files.isWritable(folder)) {
            observations.fail("%s is read-only".formatted(Files.isWritable(file) ? folder : file),
                    "let Serai's user write to it and to its folder");
            return false;
        }
        observations.ok("%s can be written to".formatted(file));
        return true;
    }
}
