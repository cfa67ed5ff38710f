package serai.alerts.signs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The disk of the data folder.
 *
 * @param subject the disk's name in alerts, which tells it from those of other instances
 * @param percent part of it at which it counts as nearly full
 */
public record FileStoreSign(Path folder, String subject, int percent) implements Sign {

    @Override
    public void look(Consumer<AlertCondition> found) throws IOException {
        File disk = folder.toFile(); // Files.getFileStore fails where the mount isn't listed, as in a chroot
        long size = disk.getTotalSpace();
        if (size == 0 && Files.notExists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (size > 0) { // some file systems tell nothing
            long free = disk.getUsableSpace();
            UsageLevel.of(size - free, size, percent).tell(found, AlertType.DISK_FULL, subject,
                    "the disk of the data folder has %s of %s bytes left".formatted(free, size),
                    "make room on it before events are refused");
        }
    }
}
