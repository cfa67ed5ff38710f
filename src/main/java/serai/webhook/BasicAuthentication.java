package serai.webhook;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The first step of a webhook's route: Basic authentication (RFC 7617). Lets the exchange pass with the user's name in
 * the property {@link #PUBLISHER}, or throws {@link UnauthorizedException}. In both cases the message has no
 * {@code Authorization} header any more: Camel would carry it on to a destination.
 *
 * <p>Blocks for a run of PBKDF2 where the credentials are not known yet ({@link Users#verify}), so it belongs on a
 * worker thread, which is where {@code platform-http} runs a route.
 */
public final class BasicAuthentication implements Processor {

    /** The exchange property with the name of the user who sent the request. */
    public static final String PUBLISHER = "serai.publisher";

    private static final String AUTHORIZATION = "Authorization";

    private final Users users;

    public BasicAuthentication(Users users) {
        this.users = users;
    }

    @Override
    public void process(Exchange exchange) {
        // Only a single value is a header of this request: Camel hands several ones, and query parameters of the same
        // name besides a header, over as a list.
        Object header = exchange.getMessage().removeHeader(AUTHORIZATION);
        exchange.removeProperty(PUBLISHER);
        if (header == null) {
            throw new UnauthorizedException("Basic authentication is required; the Authorization header is missing");
        }
        if (!(header instanceof String text)) {
            throw new UnauthorizedException("the Authorization header must be given exactly once");
        }
        Credentials credentials = Credentials.parse(text);
        if (!users.knows(credentials) && !users.verify(credentials)) {
            throw new UnauthorizedException("the user's name or password is wrong");
        }
        exchange.setProperty(PUBLISHER, credentials.name());
    }
}
