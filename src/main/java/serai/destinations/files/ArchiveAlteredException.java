package serai.destinations.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The archive's folder, or a file in it, is not as this journal has left it. The destination stops: the archive writes,
 * truncates and deletes nothing there until an operator decides.
 */
public final class ArchiveAlteredException extends IOException {

    /** The word that an operator writes into the mark, so that the archive writes a new mark and continues. */
    static final String GO_ON = "go-on";

    /**
     * @param path   of the file or the folder
     * @param what   the problem, as the rest of a sentence that begins with the path
     * @param remedy what the operator can do, apart from telling the archive to go on
     * @param folder the archive's folder
     */
    ArchiveAlteredException(Path path, String what, String remedy, Path folder) {
        super(("%s %s. Serai changes nothing there. %s; or write %s into %s: then Serai leaves all files as they are and begins "
                + "new parts")
                .formatted(
                        path, what, remedy, GO_ON, folder.resolve(ArchiveOwner.MARK)));
    }

    /**
     * Reports a file that somebody has changed, and can put back.
     *
     * @param what as above
     */
    static ArchiveAlteredException ofFile(Path file, String what, Path folder) {
        return new ArchiveAlteredException(file, what, "Put the file back as it was", folder);
    }
}
