package serai.destinations.sftp;

import serai.model.ShowableMessage;

/** An SFTP server's bean lacks what an attempt needs. Its message names that, and quotes no secret. */
public final class UnusableSignInException extends Exception implements ShowableMessage {

    UnusableSignInException(String message) {
        super(message);
    }
}
