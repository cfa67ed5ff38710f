package serai.webhook.authentication;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Navigate;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import serai.webhook.TooManyAttemptsException;
import serai.webhook.UnauthorizedException;
import serai.webhook.authentication.PasswordChecks.Check;
import serai.webhook.authentication.PasswordChecks.Rank;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The first step of a webhook's route: Basic authentication (RFC 7617). It lets the exchange pass with the user's name in the
 * property {@link #PUBLISHER}, or sets an {@link UnauthorizedException}. In both cases it removes the message's header
 * {@code Authorization}, which Camel would otherwise send on to a destination.
 *
 * <p>Known credentials cost a digest and are never refused, whatever other senders do. Unknown credentials cost a run of PBKDF2
 * ({@link Users#verify}). It runs on threads of its own, so that the route may stay on an event loop. Credentials that were
 * right in an earlier process come first, and the addresses take turns ({@link PasswordChecks}, {@link EarlierSignIns}). There
 * are {@value #ATTEMPTS_MAX} places for such checks, {@value #ATTEMPTS_EACH_MAX} of them for one address. If none is free,
 * or after ten seconds, the exchange fails with a {@link TooManyAttemptsException}. Requests with the same credentials at the
 * same time share one place and one run. A wrong password keeps its place for a second before it is answered, which bounds how
 * many passwords can be tried.
 *
 * <p>The number of refused requests is logged once a minute by address, and counted by {@code serai.webhook.unauthorized} (401)
 * and {@code serai.webhook.untried} (429).
 */
public final class BasicAuthentication extends AsyncProcessorSupport implements CamelContextAware {

    /** The exchange property with the name of the user who sent the request. */
    public static final String PUBLISHER = "serai.publisher";

    static final int ATTEMPTS_EACH_MAX = 8;

    private static final String AUTHORIZATION = "Authorization";
    private static final int ATTEMPTS_MAX = 1_000;
    /** One thread for every four cores, from 1 to 4, so that checks of guessed passwords do not slow down known senders. */
    private static final int THREADS = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 4));
    private static final int LOOK_MS = 500;
    private static final int TELL_SECONDS = 60;
    private static final Duration HELD_BACK = Duration.ofSeconds(1);

    private final Users users;
    private final Duration heldBack;
    private final RefusedSignIns refused = new RefusedSignIns();
    private final Map<Credentials, CompletableFuture<Boolean>> verdicts = new ConcurrentHashMap<>();
    private CamelContext camelContext;
    private volatile Counter unauthorized;
    private volatile Counter untried;
    private PasswordChecks checks;
    private EarlierSignIns earlierSignIns;
    private SignedInAddresses signedIn;
    private ExecutorService verifying;
    private ScheduledExecutorService refusing;

    public BasicAuthentication(Users users) {
        this(users, HELD_BACK);
    }

    /** @param heldBack how long the answer to a wrong password is held back */
    public BasicAuthentication(Users users, Duration heldBack) {
        this.users = users;
        this.heldBack = heldBack;
    }

    /**
     * Lets the users of a file in: for a webhook with users of its own, as a bean in YAML.
     *
     * @throws IllegalArgumentException as {@link UsersBuilder#file}
     */
    public static BasicAuthentication ofFile(String file) {
        return new BasicAuthentication(new UsersBuilder().file(Path.of(file)).build());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Object earlier = exchange.removeProperty(Admission.PROPERTY);
        if (earlier instanceof Admission admission && admission.by() == this) {
            exchange.getMessage().removeHeader(AUTHORIZATION);
            exchange.removeProperty(PUBLISHER);
            if (admission.isRefused()) {
                exchange.setException(admission.refusal());
            } else {
                isLetIn(exchange, admission.publisher());
            }
            callback.done(true);
            return true;
        }
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
        } catch (UnauthorizedException e) {
            countRefused(address(exchange));
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /** The authentication that is a step of the route; empty if there is none. */
    public static Optional<BasicAuthentication> of(Route route) {
        return among(route.navigate());
    }

    private static Optional<BasicAuthentication> among(Object processor) {
        if (processor instanceof BasicAuthentication authentication) {
            return Optional.of(authentication);
        }
        return processor instanceof Navigate<?> more && more.hasNext()
                ? more.next().stream().flatMap(next -> among(next).stream()).findFirst() : Optional.empty();
    }

    /**
     * Decides by the head of a request whether its sender is let in; {@link #process} acts on it. The future is complete at
     * once for known credentials, and never fails.
     */
    public CompletableFuture<Admission> admission(HttpServerRequest request) {
        Credentials credentials;
        try {
            credentials = Credentials.of(request.headers().getAll(HttpHeaders.AUTHORIZATION), request.query());
        } catch (UnauthorizedException e) {
            return CompletableFuture.completedFuture(refused(address(request.remoteAddress()), e));
        }
        if (users.knows(credentials)) {
            return CompletableFuture.completedFuture(new Admission(this, credentials.name(), null));
        }
        String address = address(request.remoteAddress());
        return verdict(address, credentials).handle((right, failure) -> {
            if (failure == null) {
                return right ? new Admission(this, credentials.name(), null) : refused(address, wrong());
            }
            return new Admission(this, null, failure instanceof Exception refusal ? refusal
                    : new IllegalStateException("the credentials can't be checked", failure));
        });
    }

    private Admission refused(String address, UnauthorizedException why) {
        countRefused(address);
        return new Admission(this, null, why);
    }

    /** Whether a request with that header would be let in. The future fails if the credentials can't be checked now. */
    public CompletableFuture<Boolean> admits(String authorization, String address) {
        try {
            Credentials credentials = Credentials.parse(authorization);
            if (users.knows(credentials)) {
                return CompletableFuture.completedFuture(true);
            }
            String network = SenderNetwork.of(address);
            return verdict(network, credentials).whenComplete((right, failure) -> {
                if (Boolean.FALSE.equals(right)) {
                    countRefused(network);
                }
            });
        } catch (UnauthorizedException e) {
            countRefused(SenderNetwork.of(address));
            return CompletableFuture.completedFuture(false);
        }
    }

    /** Whether the credentials are right. Completes when this is known, and for wrong ones when the wait is over. */
    private CompletableFuture<Boolean> verdict(String address, Credentials credentials) {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> shared = verdicts.putIfAbsent(credentials, mine);
        if (shared != null) {
            return shared;
        }
        Check check = new Check(rank(address, credentials), address, () -> verify(credentials, mine),
                () -> mine.completeExceptionally(new TooManyAttemptsException()));
        mine.whenComplete((right, failure) -> {
            verdicts.remove(credentials, mine);
            checks.leave(check);
            if (failure instanceof TooManyAttemptsException) {
                increment(untried);
            }
        });
        try {
            if (!checks.add(check, verifying)) {
                mine.completeExceptionally(new TooManyAttemptsException()); // another request may share it already
            }
        } catch (RejectedExecutionException e) {
            mine.completeExceptionally(e); // the route is stopping
        }
        return mine;
    }

    private Rank rank(String address, Credentials credentials) {
        if (earlierSignIns != null && earlierSignIns.has(users.digest(), credentials)) {
            return Rank.RIGHT_BEFORE;
        }
        return refused.isFrom(address) ? Rank.WRONG_LATELY : Rank.NEW;
    }

    private void countRefused(String address) {
        increment(unauthorized);
        refused.add(address);
    }

    /** The sender's address. With another HTTP engine than Vert.x it is unknown, so that all senders count as one. */
    private static String address(Exchange exchange) {
        return address(exchange.getMessage().getHeader(VertxPlatformHttpConstants.REMOTE_ADDRESS, SocketAddress.class));
    }

    private static String address(SocketAddress address) {
        return address == null || address.hostAddress() == null ? "" : SenderNetwork.of(address.hostAddress());
    }

    private static Credentials credentials(Exchange exchange) {
        Message message = exchange.getMessage();
        Object header = message.removeHeader(AUTHORIZATION);
        exchange.removeProperty(PUBLISHER);
        if (message instanceof HttpMessage http && http.getRequest() != null) {
            // Read from the request itself: Camel makes headers of the query's parameters and of a form's fields too.
            return Credentials.of(http.getRequest().headers().getAll(HttpHeaders.AUTHORIZATION), http.getRequest().query());
        }
        List<?> values = header == null ? List.of() : header instanceof List<?> several ? several : List.of(header);
        return Credentials.of(values.stream().map(String::valueOf).toList(), message.getHeader(Exchange.HTTP_RAW_QUERY,
                message.getHeader(Exchange.HTTP_QUERY), String.class));
    }

    private static UnauthorizedException wrong() {
        return new UnauthorizedException("the user's name or password is wrong");
    }

    private void verify(Credentials credentials, CompletableFuture<Boolean> verdict) {
        try {
            if (users.verify(credentials)) {
                verdict.complete(true);
                if (earlierSignIns != null) {
                    earlierSignIns.add(users.digest(), credentials);
                }
            } else {
                refusing.schedule(() -> verdict.complete(false), heldBack.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException | Error e) {
            verdict.completeExceptionally(e);
        }
    }

    private void letIn(Exchange exchange, Credentials credentials, boolean right) {
        if (right) {
            isLetIn(exchange, credentials.name());
        } else {
            countRefused(address(exchange));
            exchange.setException(wrong());
        }
    }

    private void isLetIn(Exchange exchange, String publisher) {
        if (signedIn != null) {
            signedIn.add(address(exchange));
        }
        exchange.setProperty(PUBLISHER, publisher);
    }

    @Override
    protected void doStart() throws Exception {
        signedIn = camelContext.getRegistry().findSingleByType(SignedInAddresses.class); // null if a host runs its own server
        checks = new PasswordChecks(THREADS, ATTEMPTS_MAX, ATTEMPTS_EACH_MAX);
        ThreadPoolProfile profile = new ThreadPoolProfile("webhook-passwords");
        profile.setPoolSize(THREADS);
        profile.setMaxPoolSize(THREADS);
        profile.setMaxQueueSize(THREADS);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        verifying = camelContext.getExecutorServiceManager().newThreadPool(this, "webhook-passwords", profile);
        refusing = camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "webhook-refusals");
        refusing.scheduleWithFixedDelay(checks::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        refusing.scheduleWithFixedDelay(refused::tell, TELL_SECONDS, TELL_SECONDS, TimeUnit.SECONDS);
        earlierSignIns = camelContext.getRegistry().findSingleByType(EarlierSignIns.class);
        camelContext.addStartupListener(
                (context, alreadyStarted) -> countIn(context.getRegistry().findSingleByType(MeterRegistry.class)));
    }

    /**
     * Registers the counters; several webhooks share them.
     *
     * @param registry null if the host has none
     */
    private void countIn(MeterRegistry registry) {
        if (registry != null) {
            unauthorized = Counter.builder("serai.webhook.unauthorized")
                    .description("Requests to the webhook since the start that were answered 401").register(registry);
            untried = Counter.builder("serai.webhook.untried")
                    .description("Requests to the webhook since the start whose password was not tried (429)").register(registry);
        }
    }

    private static void increment(Counter counter) {
        if (counter != null) {
            counter.increment();
        }
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
