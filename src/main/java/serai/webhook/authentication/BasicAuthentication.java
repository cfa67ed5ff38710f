package serai.webhook.authentication;

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
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;
import serai.threads.FirstStartup;
import serai.webhook.TooManyAttemptsException;
import serai.webhook.UnauthorizedException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The first step of a webhook's route: Basic authentication (RFC 7617). It lets the exchange pass with the user's name in the
 * property {@link #PUBLISHER}, or sets an {@link UnauthorizedException}. In both cases it removes the message's header
 * {@code Authorization}, which Camel would otherwise send on to a destination.
 *
 * <p>Known credentials cost a digest and are never refused, whatever other senders do. Unknown credentials wait for a
 * {@link CredentialsVerifier}. If it has no place for them, or after ten seconds, the exchange fails with a
 * {@link TooManyAttemptsException}. The answer to a wrong password is held back for a second.
 *
 * <p>The number of refused requests is logged once a minute by address, and counted by {@code serai.webhook.unauthorized} (401)
 * and {@code serai.webhook.untried} (429).
 */
public final class BasicAuthentication extends AsyncProcessorSupport implements CamelContextAware {

    /** The exchange property with the name of the user who sent the request. */
    public static final String PUBLISHER = "serai.publisher";

    private static final String AUTHORIZATION = "Authorization";
    private static final Duration HELD_BACK = Duration.ofSeconds(1);

    private final Users users;
    private final Duration heldBack;
    private final RefusedSignIns refused = new RefusedSignIns();
    private @Nullable CamelContext camelContext;
    private @Nullable CredentialsVerifier verifier; // null before the start
    private @Nullable SignedInAddresses signedIn; // null if a host runs its own server

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
            if (admission.publisher() == null) {
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
                var unused = verifier().verify(address(exchange), credentials).whenComplete((right, failure) -> {
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
            refused.add(address(exchange));
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
        return verifier().verify(address, credentials).handle((right, failure) -> {
            if (failure == null) {
                return right ? new Admission(this, credentials.name(), null) : refused(address, wrong());
            }
            return new Admission(this, null, failure instanceof Exception refusal ? refusal
                    : new IllegalStateException("the credentials can't be checked", failure));
        });
    }

    private CredentialsVerifier verifier() {
        return Objects.requireNonNull(verifier, "the authentication is not started");
    }

    private Admission refused(String address, UnauthorizedException why) {
        refused.add(address);
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
            return verifier().verify(network, credentials).whenComplete((right, failure) -> {
                if (Boolean.FALSE.equals(right)) {
                    refused.add(network);
                }
            });
        } catch (UnauthorizedException e) {
            refused.add(SenderNetwork.of(address));
            return CompletableFuture.completedFuture(false);
        }
    }

    /** The sender's address. With another HTTP engine than Vert.x it is unknown, so that all senders count as one. */
    private static String address(Exchange exchange) {
        return address(exchange.getMessage().getHeader(VertxPlatformHttpConstants.REMOTE_ADDRESS, SocketAddress.class));
    }

    private static String address(@Nullable SocketAddress address) {
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

    private void letIn(Exchange exchange, Credentials credentials, boolean right) {
        if (right) {
            isLetIn(exchange, credentials.name());
        } else {
            refused.add(address(exchange));
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
        CamelContext started = Objects.requireNonNull(camelContext, "Camel sets its context before it starts this");
        signedIn = started.getRegistry().findSingleByType(SignedInAddresses.class);
        CredentialsVerifier made = new CredentialsVerifier(users, heldBack, refused, started);
        verifier = made;
        FirstStartup.of(started,
                (context, alreadyStarted) -> countIn(made, context.getRegistry().findSingleByType(MeterRegistry.class)));
    }

    /** @param registry null if the host has none */
    private void countIn(CredentialsVerifier made, @Nullable MeterRegistry registry) {
        if (registry != null) {
            refused.countIn(registry);
            made.countIn(registry);
        }
    }

    @Override
    protected void doStop() {
        if (verifier != null) {
            verifier.stop();
        }
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
