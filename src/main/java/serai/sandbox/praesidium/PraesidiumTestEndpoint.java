package serai.sandbox.praesidium;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import serai.sandbox.web.Answers;
import serai.sandbox.web.ClientErrorException;
import serai.sandbox.web.StrictJson;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Praesidium's test endpoint (Event Publishing Specification, "Testing"):
 * {@code POST /portal/event_pub_webhooks/client_course_action} is answered with 200, and then one COURSE_COMPLETED event is
 * published to the client's endpoint. A {@code url} in the request replaces that endpoint until it is changed again; it is
 * refused with 400 unless it is on loopback. Credentials are sent only to the endpoint for which they were set, so that a
 * caller who names another endpoint does not learn them. All methods may be called from any thread.
 */
public final class PraesidiumTestEndpoint {

    /** The path of the test endpoint. */
    public static final String PATH = "/portal/event_pub_webhooks/client_course_action";

    private static final System.Logger LOG = System.getLogger(PraesidiumTestEndpoint.class.getName());
    private static final Pattern JSON = Pattern.compile("(?i)application/json\\s*(;.*)?");
    private static final int BODY_MAX_BYTES = 64 * 1024;

    private final AtomicLong published = new AtomicLong();
    /** An endpoint with credentials, and its publisher. */
    private record Client(URI endpoint, PraesidiumPublisher publisher) {
    }

    private final PraesidiumPublisher nobody = new PraesidiumPublisher();
    private volatile Optional<Client> client = Optional.empty();
    private volatile Optional<URI> endpoint = Optional.empty();

    /** Sets the address to which events are published from now on, without authentication. */
    public PraesidiumTestEndpoint publishesTo(URI target) {
        endpoint = Optional.of(target);
        client = Optional.empty();
        return this;
    }

    /** Sets the address to which events are published from now on, with Basic authentication for this address only. */
    public PraesidiumTestEndpoint publishesTo(URI target, String username, String password) {
        endpoint = Optional.of(target);
        client = Optional.of(new Client(target, new PraesidiumPublisher(username, password)));
        return this;
    }

    /**
     * Sets the address to which events are published from now on, like a {@code url} in a request. Credentials stay with the
     * address for which they were set.
     */
    public PraesidiumTestEndpoint movesTo(URI target) {
        endpoint = Optional.of(target);
        return this;
    }

    /** The address to which events are published now; empty until one is set or sent. */
    public Optional<URI> endpoint() {
        return endpoint;
    }

    /** How many events were accepted by an endpoint (200, 201 or 202). */
    public long published() {
        return published.get();
    }

    public void mount(Router router) {
        router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(BODY_MAX_BYTES)).handler(this::accept)
                .failureHandler(Answers::failure);
    }

    /** Requires JSON, so that a browser can't send the request by a form of another site. */
    private static void requireJson(RoutingContext request) {
        String type = Objects.requireNonNullElse(request.request().getHeader(HttpHeaders.CONTENT_TYPE), "");
        if (!JSON.matcher(type).matches()) {
            throw new ClientErrorException(415, "send application/json");
        }
    }

    private void accept(RoutingContext request) {
        requireJson(request);
        byte[] body = request.body().buffer() == null ? new byte[0] : request.body().buffer().getBytes();
        ClientCourseAction action = ClientCourseAction.of(StrictJson.parse(body));
        action.endpoint().ifPresent(this::movesTo);
        URI target = endpoint.orElseThrow(() -> new ClientErrorException(400, "no endpoint is known yet; send one as url"));
        request.addEndHandler(unused -> publish(target, action));
        Answers.json(request, 200, StrictJson.write(Map.of("message", "success")));
    }

    private void publish(URI target, ClientCourseAction action) {
        PraesidiumPublisher publisher = client.filter(known -> known.endpoint.equals(target)).map(Client::publisher).orElse(nobody);
        var unused = publisher.publishAsync(target, action.event()).whenComplete((status, failure) -> {
            if (failure == null && status >= 200 && status <= 202) {
                published.incrementAndGet();
            } else {
                LOG.log(System.Logger.Level.WARNING, "sandbox: {0} did not accept the event ({1}); check that Serai runs there "
                        + "with these credentials", target, failure == null ? "status " + status : failure.getCause());
            }
        });
    }
}
