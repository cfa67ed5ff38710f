package serai.webhook;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * The first step of a webhook's route: Basic authentication (RFC 7617). Lets the exchange pass with the user's name in
 * the property {@link #PUBLISHER}, or throws {@link UnauthorizedException}. In both cases the message has no
 * {@code Authorization} header any more: Camel would carry it on to a destination.
 *
 * <p>Credentials that are known cost a digest. Others cost a run of PBKDF2 ({@link Users#verify}), which takes place on a
 * thread of its own, so that a route may stay on an event loop.
 */
public final class BasicAuthentication extends AsyncProcessorSupport implements CamelContextAware {

    /** The exchange property with the name of the user who sent the request. */
    public static final String PUBLISHER = "serai.publisher";

    private static final String AUTHORIZATION = "Authorization";

    private static final int THREADS_MAX = 2;
    private static final int WAITING_MAX = 1_000;

    private final Users users;
    private CamelContext camelContext;
    private ExecutorService verifying;

    public BasicAuthentication(Users users) {
        this.users = users;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Credentials credentials = credentials(exchange);
            if (!users.knows(credentials)) {
                verifying.execute(() -> {
                    verify(exchange, credentials);
                    callback.done(false);
                });
                return false;
            }
            letIn(exchange, credentials, true);
        } catch (UnauthorizedException | RejectedExecutionException e) {
            exchange.setException(e); // the second: too many passwords are being checked, or the route is stopping
        }
        callback.done(true);
        return true;
    }

    private static Credentials credentials(Exchange exchange) {
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
        return Credentials.parse(text);
    }

    private void verify(Exchange exchange, Credentials credentials) {
        try {
            letIn(exchange, credentials, users.verify(credentials));
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
        }
    }

    private static void letIn(Exchange exchange, Credentials credentials, boolean right) {
        if (right) {
            exchange.setProperty(PUBLISHER, credentials.name());
        } else {
            exchange.setException(new UnauthorizedException("the user's name or password is wrong"));
        }
    }

    @Override
    protected void doStart() {
        ThreadPoolProfile profile = new ThreadPoolProfile("webhook-passwords");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(THREADS_MAX);
        profile.setMaxQueueSize(WAITING_MAX);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        verifying = camelContext.getExecutorServiceManager().newThreadPool(this, "webhook-passwords", profile);
    }

    @Override
    protected void doStop() {
        camelContext.getExecutorServiceManager().shutdownNow(verifying);
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
