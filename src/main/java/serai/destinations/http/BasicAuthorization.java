package serai.destinations.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The value of the header {@code Authorization} for HTTP Basic (RFC 7617). */
final class BasicAuthorization {

    private BasicAuthorization() {
    }

    static String of(String username, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
