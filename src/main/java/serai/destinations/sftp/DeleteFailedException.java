package serai.destinations.sftp;

import org.jspecify.annotations.Nullable;
import serai.model.ShowableMessage;

/** A file that was only to show that the folder can be written to could be made and not be deleted. */
public final class DeleteFailedException extends Exception implements ShowableMessage {

    /** @param cause null if the server has not said why */
    DeleteFailedException(String file, @Nullable Exception cause) {
        super("files can be created there but not deleted; delete %s, which was left".formatted(file), cause);
    }
}
