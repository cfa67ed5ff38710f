package serai.destinations.http;

import serai.model.ShowableMessage;

import java.io.IOException;
import java.util.regex.Pattern;

/** The token endpoint refuses to give a token, and will do so until somebody corrects the credentials or the endpoint's address. */
public final class TokenRefusedException extends IOException implements ShowableMessage {

    /** The form of an error code (RFC 6749, section 5.2). The message repeats nothing else of the answer. */
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    TokenRefusedException(int status, String error) {
        super("the token endpoint answered %s%s and gave no token; check the client's id, secret and scope"
                .formatted(status, ERROR.matcher(error).matches() ? " (" + error + ")" : ""));
    }
}
