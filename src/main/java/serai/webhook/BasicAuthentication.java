package serai.webhook;

import io.vertx.core.net.SocketAddress;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The first step of a webhook's route: Basic authentication (RFC 7617). Lets the exchange pass with the user's name in
 * the property {@link #PUBLISHER}, or throws {@link UnauthorizedException}. In both cases the message has no
 * {@code Authorization} header any more: Camel would carry it on to a destination.
 *
 * <p>Credentials that are known cost a digest, and are never refused, whatever else comes. Others cost a run of PBKDF2
 * ({@link Users#verify}), which takes place on a thread of its own, so that a route may stay on an event loop. For these
 * there are {@value #ATTEMPTS_MAX} places, {@value #ATTEMPTS_EACH_MAX} of them for one address; where none is free the
 * answer is a {@link TooManyAttemptsException}. Requests with the same credentials at the same time share one place and one
 * run. A wrong password keeps its place for a second before it is told so, which bounds how many can be tried.
 */
public final class BasicAuthentication extends AsyncProcessorSupport implements CamelContextAware {

    /** The exchange property with the name of the user who sent the request. */
    public static final String PUBLISHER = "serai.publisher";

    static final int ATTEMPTS_EACH_MAX = 8;

    private static final String AUTHORIZATION = "Authorization";
    private static final int ATTEMPTS_MAX = 1_000;
    private static final int THREADS_MAX = 2;
    private static final Duration HELD_BACK = Duration.ofSeconds(1);

    private final Users users;
    private final Duration heldBack;
    private final Attempts attempts = new Attempts(ATTEMPTS_MAX, ATTEMPTS_EACH_MAX);
    private final Map<Credentials, CompletableFuture<Boolean>> verdicts = new ConcurrentHashMap<>();
    private CamelContext camelContext;
    private ExecutorService verifying;
    private ScheduledExecutorService refusing;

    public BasicAuthentication(Users users) {
        this(users, HELD_BACK);
    }

    /** @param heldBack how long a wrong password is not told so */
    BasicAuthentication(Users users, Duration heldBack) {
        this.users = users;
        this.heldBack = heldBack;
    }

    /**
     * Lets in whom a file names: for a webhook with users of its own, as a bean in YAML.
     *
     * @throws IllegalArgumentException as {@link UsersBuilder#file}
     */
    public static BasicAuthentication ofFile(String file) {
        return new BasicAuthentication(Users.builder().file(Path.of(file)).build());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Credentials credentials = credentials(exchange);
            if (!users.knows(credentials)) {
                verdict(address(exchange), credentials).whenComplete((right, failure) -> {
                    if (failure != null) {
                        exchange.setException(failure);
                    } else {
                        letIn(exchange, credentials, right);
                    }
                    callback.done(false);
                });
                return false;
            }
            letIn(exchange, credentials, true);
        } catch (UnauthorizedException | TooManyAttemptsException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /** Whether a request with that header would be let in. Fails where its credentials can't be tried now. */
    CompletableFuture<Boolean> admits(String authorization, String address) {
        try {
            Credentials credentials = Credentials.parse(authorization);
            return users.knows(credentials) ? CompletableFuture.completedFuture(true) : verdict(address, credentials);
        } catch (UnauthorizedException e) {
            return CompletableFuture.completedFuture(false);
        }
    }

    /** Whether they are right, once that is known and may be told. */
    private CompletableFuture<Boolean> verdict(String address, Credentials credentials) {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> earlier = verdicts.putIfAbsent(credentials, mine);
        if (earlier != null) {
            return earlier;
        }
        if (!attempts.enter(address)) {
            verdicts.remove(credentials, mine);
            mine.completeExceptionally(new TooManyAttemptsException()); // somebody may share it already
            return mine;
        }
        mine.whenComplete((right, failure) -> {
            verdicts.remove(credentials, mine);
            attempts.leave(address);
        });
        try {
            verifying.execute(() -> verify(credentials, mine));
        } catch (RejectedExecutionException e) {
            mine.completeExceptionally(e); // the route is stopping
        }
        return mine;
    }

    /** In a host with another HTTP engine all senders count as one. */
    private static String address(Exchange exchange) {
        SocketAddress address = exchange.getMessage().getHeader(VertxPlatformHttpConstants.REMOTE_ADDRESS, SocketAddress.class);
        return address == null ? "" : String.valueOf(address.hostAddress());
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

    private void verify(Credentials credentials, CompletableFuture<Boolean> verdict) {
        try {
            if (users.verify(credentials)) {
                verdict.complete(true);
            } else {
                refusing.schedule(() -> verdict.complete(false), heldBack.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException | Error e) {
            verdict.completeExceptionally(e);
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
        profile.setMaxQueueSize(ATTEMPTS_MAX);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        verifying = camelContext.getExecutorServiceManager().newThreadPool(this, "webhook-passwords", profile);
        refusing = camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "webhook-refusals");
    }

    @Override
    protected void doStop() {
        camelContext.getExecutorServiceManager().shutdownNow(verifying);
        camelContext.getExecutorServiceManager().shutdownNow(refusing);
        verdicts.values().forEach(verdict -> verdict.completeExceptionally(
                new RejectedExecutionException("the webhook is stopping; send the event again later")));
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
