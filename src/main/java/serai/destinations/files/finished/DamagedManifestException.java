package serai.destinations.files.finished;

import java.io.IOException;
import java.nio.file.Path;

/** A day's manifest can't be read: somebody has changed it, or the disk has. It says nothing about the records to be written. */
public final class DamagedManifestException extends IOException {

    DamagedManifestException(Path file, int line, Throwable cause) {
        super("%s is not a manifest of the archive (line %s); put it back as it was".formatted(file, line), cause);
    }
}
