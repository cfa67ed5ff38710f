package serai.sandbox.web;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** A user's name and password for HTTP Basic authentication (RFC 7617). {@link #toString} shows neither. */
public record BasicCredentials(String username, String password) {

    private static final String SCHEME = "Basic ";

    public String header() {
        return SCHEME + token();
    }

    /** @param header the request's header; null if there is none */
    public boolean matches(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
                        token().getBytes(StandardCharsets.UTF_8));
    }

    private String token() {
        return Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "BasicCredentials[]";
    }
}
