package serai.destinations.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The archive's folder, or a file in it, is not what this journal has left there. Nothing is written to it, cut off or
 * deleted until somebody has looked: the destination stops.
 */
public final class ArchiveAlteredException extends IOException {

    /** What somebody writes into the mark who wants the archive to go on as it is. */
    static final String GO_ON = "go-on";

    /**
     * @param path   of the file or the folder
     * @param what   what is the matter with it, as the rest of a sentence
     * @param remedy what the operator can do, besides telling the archive to go on
     * @param folder the archive's
     */
    ArchiveAlteredException(Path path, String what, String remedy, Path folder) {
        super("%s %s. Nothing there is changed. %s; or write %s into %s: all there is left as it is, and new parts are begun".formatted(
                path, what, remedy, GO_ON, folder.resolve(ArchiveOwner.MARK)));
    }
}
