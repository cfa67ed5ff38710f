package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import serai.sandbox.web.Answers;
import serai.sandbox.web.BasicCredentials;
import serai.sandbox.web.ClientErrorException;
import serai.sandbox.web.Faults;
import serai.sandbox.web.StrictJson;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A learning record store that implements these sections of xAPI 1.0.3, Part 3: the Statement Resource (section 2.1), About
 * (2.8), concurrency (3.1), error codes (3.2), versioning (3.3) and Basic authentication (4.0), under {@code /lrs}. A
 * {@code GET /lrs/} shows what it holds.
 *
 * <p>A client may ask for 2.0.0; the store checks and keeps its statements by the rules of 1.0.3 all the same.
 *
 * <p>It keeps up to 100 000 statements, in memory only, and forgets the oldest beyond that. It answers 400 (or 404) to requests
 * that it does not support, and says so: attachments in {@code multipart/mixed}, the alternate request syntax, formats other
 * than {@code exact}, the {@code related_…} filters, and documents.
 *
 * <p>All methods may be called while the store is running, from any thread. Faults apply to requests to
 * {@code /lrs/statements}.
 */
public final class LearningRecordStore {

    /** The largest body that is read, in bytes; a larger one is answered with 413. */
    public static final int BODY_MAX_BYTES = 16 * 1024 * 1024;

    /** How many statements are kept by default. */
    public static final int DEFAULT_CAPACITY = 100_000;

    private static final String PATH = "/lrs";
    private static final String VERSION = "X-Experience-API-Version";
    private static final Set<String> VERSIONS = Set.of("1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0");

    private final StatementMemory statements;
    private final StatementResource resource;
    private final Faults faults = new Faults();
    private final AtomicLong requests = new AtomicLong();
    private volatile Optional<BasicCredentials> credentials = Optional.empty();
    private volatile int bodyMaxBytes = BODY_MAX_BYTES;

    /** An empty store for {@value #DEFAULT_CAPACITY} statements, which requires no credentials. */
    public LearningRecordStore() {
        this(Clock.systemUTC(), DEFAULT_CAPACITY);
    }

    /**
     * An empty store, which requires no credentials.
     *
     * @param clock    sets the time {@code stored} of statements
     * @param capacity how many statements are kept; beyond it the oldest is forgotten
     */
    public LearningRecordStore(Clock clock, int capacity) {
        statements = new StatementMemory(clock, capacity);
        resource = new StatementResource(statements);
    }

    /** From now on, requests without these credentials are answered with 401. */
    public LearningRecordStore requires(String username, String password) {
        credentials = Optional.of(new BasicCredentials(username, password));
        return this;
    }

    /** From now on, larger bodies are answered with 413; at most {@link #BODY_MAX_BYTES}. */
    public LearningRecordStore bodyMaxBytes(int bytes) {
        bodyMaxBytes = Math.min(bytes, BODY_MAX_BYTES);
        return this;
    }

    /**
     * Answers the next request with that status and stores nothing. Each call applies to one request, in the order of the
     * calls.
     */
    public LearningRecordStore answersNext(int status, Map<String, String> headers) {
        faults.answersNext(status, headers);
        return this;
    }

    /**
     * Answers every request whose body contains the text with that status and body, and stores nothing, until {@link #behaves}
     * is called; every body contains an empty text. Faults set by {@link #answersNext} and the resets come first.
     */
    public LearningRecordStore answersWhereBodyHas(String text, int status, String body) {
        faults.answersWhereBodyHas(text, status, body);
        return this;
    }

    /** Reads a coming request and closes the connection; nothing is stored. It is applied in turn with {@link #answersNext}. */
    public LearningRecordStore resetsNextBeforeStoring() {
        faults.resetsNext(false);
        return this;
    }

    /** Stores the statements of a coming request and closes the connection. It is applied in turn with {@link #answersNext}. */
    public LearningRecordStore resetsNextAfterStoring() {
        faults.resetsNext(true);
        return this;
    }

    /** Waits for this time before it handles a request; it handles the request even if the client has given up. */
    public LearningRecordStore delays(Duration time) {
        faults.delays(time);
        return this;
    }

    /** Ends all faults: removes those that are due, and the delay. */
    public LearningRecordStore behaves() {
        faults.clear();
        return this;
    }

    /** How many requests to {@code /lrs/statements} have come in since the start, whatever the answer. */
    public long requests() {
        return requests.get();
    }

    /** The stored statements, oldest first, as a GET returns them, including voided ones. */
    public List<JsonNode> statements() {
        return statements.all().stream().map(StoredStatement::json).map(JsonNode.class::cast).toList();
    }

    /** The statement with this id as a GET returns it; empty if it isn't stored, or is voided. */
    public Optional<JsonNode> statement(UUID id) {
        return statements.find(id, false).map(StoredStatement::json);
    }

    /** How many statements are stored now. */
    public int size() {
        return statements.size();
    }

    /** Forgets all statements. */
    public void clear() {
        statements.clear();
    }

    public void mount(Router router) {
        router.route(PATH + "/*").handler(this::introduce).failureHandler(Answers::failure);
        router.get(PATH + "/").handler(request -> {
            authenticate(request);
            Answers.json(request, 200, overview());
        });
        router.get(PATH + "/about")
                .handler(request -> Answers.json(request, 200,
                        StrictJson.write(Map.of("version", VERSIONS.stream().sorted().toList()))));
        router.route(PATH + "/statements").handler(request -> {
            requests.incrementAndGet();
            request.next();
        });
        router.route(PATH + "/statements")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_MAX_BYTES))
                .handler(faults::apply)
                .handler(this::statements);
        router.route(PATH + "/*").handler(request -> {
            throw new ClientErrorException(404, "this sandbox knows /lrs/statements and /lrs/about only");
        });
    }

    private void introduce(RoutingContext request) {
        String version = "2.0.0".equals(request.request().getHeader(VERSION)) ? "2.0.0" : "1.0.3";
        request.addHeadersEndHandler(unused -> request.response().putHeader(VERSION, version)
                .putHeader("X-Experience-API-Consistent-Through", statements.consistentThrough().toString()));
        request.next();
    }

    private void statements(RoutingContext request) {
        authenticate(request);
        requireVersion(request.request().getHeader(VERSION));
        HttpMethod method = request.request().method();
        if (method.equals(HttpMethod.POST)) {
            resource.post(request, bodyMaxBytes, authority());
        } else if (method.equals(HttpMethod.PUT)) {
            resource.put(request, bodyMaxBytes, authority());
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            resource.get(request);
        } else {
            request.response().putHeader("Allow", "GET, HEAD, POST, PUT");
            throw new ClientErrorException(405, "statements are read with GET and sent with POST or PUT");
        }
    }

    private void authenticate(RoutingContext request) {
        Optional<BasicCredentials> required = credentials;
        if (required.isPresent() && !required.get().matches(request.request().getHeader("Authorization"))) {
            request.response().putHeader("WWW-Authenticate", "Basic realm=\"sandbox\", charset=\"UTF-8\"");
            throw new ClientErrorException(401, "the user's name or password is missing or wrong");
        }
    }

    private static void requireVersion(String version) {
        if (version == null || !(version.equals("1.0") || version.startsWith("1.0.") || version.equals("2.0.0"))) {
            throw new ClientErrorException(400, "the header %s must be 1.0.x or 2.0.0".formatted(VERSION));
        }
    }

    /** The authority of the sender's statements (Part 2, section 2.4.9). */
    private ObjectNode authority() {
        ObjectNode agent = JsonNodeFactory.instance.objectNode();
        agent.put("objectType", "Agent").putObject("account").put("homePage", "http://localhost" + PATH)
                .put("name", credentials.map(BasicCredentials::username).orElse("anybody"));
        return agent;
    }

    private byte[] overview() {
        Map<String, Long> verbs = statements.all().stream()
                .collect(Collectors.groupingBy(StoredStatement::verb, TreeMap::new, Collectors.counting()));
        Map<String, Object> shown = new TreeMap<>(Map.of("statements", size(), "verbs", verbs, "requests", requests()));
        return StrictJson.write(shown);
    }
}
