package serai.sandbox.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Praesidium's test endpoint (Event Publishing Specification, "Testing"): {@code POST
 * /portal/event_pub_webhooks/client_course_action} is answered with 200, and then one COURSE_COMPLETED event is
 * published to the client's endpoint. A {@code url} in the request replaces that endpoint until it is changed again; it
 * is refused with 400 unless it is on loopback. May be called from any thread.
 */
public final class PraesidiumTestEndpoint {

    /** Where requests go. */
    public static final String PATH = "/portal/event_pub_webhooks/client_course_action";

    private static final System.Logger LOG = System.getLogger(PraesidiumTestEndpoint.class.getName());
    private static final int BODY_MAX_BYTES = 64 * 1024;

    private final AtomicLong published = new AtomicLong();
    private volatile PraesidiumPublisher publisher = new PraesidiumPublisher();
    private volatile Optional<URI> endpoint = Optional.empty();

    /** Where events are published from now on, without authentication. */
    public PraesidiumTestEndpoint publishesTo(URI target) {
        endpoint = Optional.of(target);
        publisher = new PraesidiumPublisher();
        return this;
    }

    /** Where events are published from now on, with Basic authentication, which also holds for a {@code url} sent later. */
    public PraesidiumTestEndpoint publishesTo(URI target, String username, String password) {
        endpoint = Optional.of(target);
        publisher = new PraesidiumPublisher(username, password);
        return this;
    }

    /** Where events are published now; empty until one is set or sent. */
    public Optional<URI> endpoint() {
        return endpoint;
    }

    /** How many events were accepted by an endpoint (200, 201 or 202). */
    public long published() {
        return published.get();
    }

    void mount(Router router) {
        router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(BODY_MAX_BYTES)).handler(this::accept)
                .failureHandler(Answers::failure);
    }

    private void accept(RoutingContext request) {
        byte[] body = request.body().buffer() == null ? new byte[0] : request.body().buffer().getBytes();
        ClientCourseAction action = ClientCourseAction.of(Json.parse(body));
        action.endpoint().ifPresent(url -> endpoint = Optional.of(url));
        URI target = endpoint.orElseThrow(() -> new Refused(400, "no endpoint is known yet; send one as url"));
        request.addEndHandler(unused -> publish(target, action));
        Answers.json(request, 200, Json.write(Map.of("message", "success")));
    }

    private void publish(URI target, ClientCourseAction action) {
        publisher.publishAsync(target, action.event()).whenComplete((status, failure) -> {
            if (failure == null && status >= 200 && status <= 202) {
                published.incrementAndGet();
            } else {
                LOG.log(System.Logger.Level.WARNING, "sandbox: {0} did not accept the event ({1}); is Serai running there, "
                        + "with these credentials?", target, failure == null ? "status " + status : failure.getCause());
            }
        });
    }
}
