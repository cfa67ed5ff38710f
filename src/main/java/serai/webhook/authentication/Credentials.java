package serai.webhook.authentication;

import org.jspecify.annotations.Nullable;
import serai.webhook.UnauthorizedException;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A user's name and password as a request carries them (RFC 7617). {@link #toString} shows neither.
 *
 * @param name     without a colon
 * @param password may contain colons, may be empty
 */
public record Credentials(String name, String password) {

    private static final String HEADER = "Authorization";
    private static final String SCHEME = "Basic ";

    /** @throws IllegalArgumentException if the name contains a colon */
    public Credentials {
        if (name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a user's name must not contain a colon (RFC 7617, section 2)");
        }
    }

    /**
     * The credentials of a request.
     *
     * @param headers the values of the header {@code Authorization}
     * @param query   the query as sent; null if there is none
     * @throws UnauthorizedException if the header is missing or given more than once, if the query has one, or as with
     *                               {@link #parse}
     */
    static Credentials of(List<String> headers, @Nullable String query) {
        if (query != null && isNamedIn(query)) {
            throw new UnauthorizedException("Authorization is a header; it must not be in the query, which is logged elsewhere");
        }
        if (headers.isEmpty()) {
            throw new UnauthorizedException("Basic authentication is required; the Authorization header is missing");
        }
        if (headers.size() > 1) {
            throw new UnauthorizedException("the Authorization header must be given exactly once");
        }
        return parse(headers.get(0));
    }

    private static boolean isNamedIn(String query) {
        for (String parameter : query.split("[&;]")) {
            String name = parameter.split("=", 2)[0];
            try {
                if (URLDecoder.decode(name, StandardCharsets.UTF_8).strip().equalsIgnoreCase(HEADER)) {
                    return true;
                }
            } catch (IllegalArgumentException e) {
                // The name can't be decoded, so it is not the header's.
            }
        }
        return false;
    }

    /**
     * Reads the value of an {@code Authorization} header: the scheme in any case, Base64 of UTF-8, cut at the first
     * colon.
     *
     * @throws UnauthorizedException if the value is not Basic authentication according to RFC 7617
     */
    static Credentials parse(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new UnauthorizedException("Basic authentication is required; another scheme was used");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw malformed();
            }
            return new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw malformed();
        }
    }

    private static UnauthorizedException malformed() {
        return new UnauthorizedException("the Authorization header is not Base64 of name:password in UTF-8 (RFC 7617)");
    }

    @Override
    public String toString() {
        return "Credentials[]";
    }
}
