package serai.destinations.http;

import serai.model.ShowableMessage;

import java.io.IOException;
import java.util.regex.Pattern;

/** A token endpoint gives us no token, and will not until somebody has mended our credentials or its address. */
public final class TokenRefusedException extends IOException implements ShowableMessage {

    /** Of RFC 6749, section 5.2; anything else is not repeated. */
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    TokenRefusedException(int status, String error) {
        super("the token endpoint answers %s%s and gives no token; look at the client's id, secret and scope"
                .formatted(status, ERROR.matcher(error).matches() ? " (" + error + ")" : ""));
    }
}
