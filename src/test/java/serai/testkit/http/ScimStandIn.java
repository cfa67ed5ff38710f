package serai.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for a SCIM 2.0 server with users: pages by startIndex, or by cursor; a filter on {@code meta.lastModified}; and
 * mistakes of real servers, if a test asks for them. Requests need {@link #TOKEN}.
 */
public final class ScimStandIn implements AutoCloseable {

    public static final String TOKEN = "scim-secret-caravan";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SINCE = Pattern.compile("meta\\.lastModified gt \"([^\"]+)\"");
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private final Vertx vertx = Vertx.vertx();
    private final String scheme;
    private final HttpServer server;
    private final Map<String, ObjectNode> users = new LinkedHashMap<>();
    private final Deque<Answer> next = new ConcurrentLinkedDeque<>();
    private final List<Map<String, String>> requests = new ArrayList<>();
    private int totalWrongBy;
    private int pageMax = Integer.MAX_VALUE;
    private boolean heedsStartIndex = true;
    private boolean filters = true;
    private boolean cursors;
    private boolean endless;
    private boolean refusesBehindTheEnd;
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    private record Answer(int status, Map<String, String> headers, String body) {
    }

    public ScimStandIn() {
        this("http", new HttpServerOptions());
    }

    private ScimStandIn(String scheme, HttpServerOptions options) {
        this.scheme = scheme;
        this.server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0)).requestHandler(this::answer).listen()
                .toCompletionStage().toCompletableFuture().join();
    }

    /** One that speaks TLS, with that certificate. */
    public static ScimStandIn over(SelfSigned certificate) throws GeneralSecurityException {
        return new ScimStandIn("https", new HttpServerOptions().setSsl(true).setKeyCertOptions(new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(certificate.certificatePem())).addKeyValue(Buffer.buffer(certificate.keyPem()))));
    }

    public String url() {
        return "%s://127.0.0.1:%s/scim/v2".formatted(scheme, server.actualPort());
    }

    /** Adds or replaces the user of that id, modified now; the result may be changed further before it is read. */
    public synchronized ObjectNode user(String id, String employeeNumber, String email) {
        ObjectNode user = JSON.createObjectNode().put("id", id).put("userName", "name-" + id).put("active", true);
        user.putObject("name").put("givenName", "Kim").put("familyName", "Lee");
        if (email != null) {
            user.putArray("emails").addObject().put("value", email).put("primary", true);
        }
        if (employeeNumber != null) {
            user.putObject(ENTERPRISE).put("employeeNumber", employeeNumber);
        }
        user.putObject("meta").put("lastModified", now.toString());
        users.put(id, user);
        return user;
    }

    /** So many users: u-0 with E-0 and p0@example.org, and so on. */
    public ScimStandIn users(int count) {
        for (int i = 0; i < count; i++) {
            user("u-" + i, "E-" + i, "p%s@example.org".formatted(i));
        }
        return this;
    }

    public synchronized void delete(String id) {
        users.remove(id);
    }

    /** Sets its clock, by which users are modified from now on, and which its answers tell. */
    public synchronized void turnTo(Instant time) {
        now = time;
    }

    public synchronized ScimStandIn tellsTotalWrongBy(int by) {
        totalWrongBy = by;
        return this;
    }

    public synchronized ScimStandIn givesAtMost(int users) {
        pageMax = users;
        return this;
    }

    /** It gives the first page whatever it is asked for, by an index or by a cursor. */
    public synchronized ScimStandIn passesOverStartIndex() {
        heedsStartIndex = false;
        return this;
    }

    public synchronized ScimStandIn cannotFilter() {
        filters = false;
        return this;
    }

    public synchronized ScimStandIn hasCursors() {
        cursors = true;
        return this;
    }

    /** Each page has users whom nobody has seen. */
    public synchronized ScimStandIn neverEnds() {
        endless = true;
        return this;
    }

    public synchronized ScimStandIn refusesBehindTheEnd() {
        refusesBehindTheEnd = true;
        return this;
    }

    /** Answers the next request so. */
    public void answersNext(int status, Map<String, String> headers, String body) {
        next.add(new Answer(status, headers, body));
    }

    /** The parameters of all requests. */
    public synchronized List<Map<String, String>> requests() {
        return List.copyOf(requests);
    }

    /** How many requests there were since the last call. */
    public synchronized int taken() {
        int taken = requests.size();
        requests.clear();
        return taken;
    }

    private void answer(HttpServerRequest request) {
        Map<String, String> asked = parameters(String.valueOf(request.query()));
        Answer answer;
        synchronized (this) {
            requests.add(asked);
            answer = !request.path().equals("/scim/v2/Users") ? new Answer(404, Map.of(), "")
                    : !("Bearer " + TOKEN).equals(request.getHeader("Authorization")) ? new Answer(401, Map.of(), "{}")
                            : next.isEmpty() ? list(asked) : next.remove();
            request.response().putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
        }
        answer.headers().forEach(request.response()::putHeader);
        request.response().setStatusCode(answer.status()).end(answer.body());
    }

    private Answer list(Map<String, String> asked) {
        String filter = asked.getOrDefault("filter", "");
        if (!filters && !filter.isEmpty()) {
            return new Answer(400, Map.of(), "{\"scimType\":\"invalidFilter\",\"status\":\"400\"}");
        }
        Matcher since = SINCE.matcher(filter);
        boolean filtered = since.matches();
        List<JsonNode> all = new ArrayList<>();
        for (ObjectNode user : users.values()) {
            if (!filtered || Instant.parse(user.at("/meta/lastModified").asText()).isAfter(Instant.parse(since.group(1)))) {
                all.add(user);
            }
        }
        int start = !heedsStartIndex ? 0
                : cursors ? Integer.parseInt(asked.getOrDefault("cursor", "0")) : Integer.parseInt(asked.get("startIndex")) - 1;
        if (refusesBehindTheEnd && start >= all.size() && start > 0) {
            return new Answer(400, Map.of(), "{\"scimType\":\"invalidValue\",\"status\":\"400\"}");
        }
        int count = Math.min(pageMax, Integer.parseInt(asked.get("count")));
        int end = Math.min(all.size(), start + count);
        ObjectNode list = JSON.createObjectNode();
        ArrayNode resources = list.putArray("Resources");
        Deque<JsonNode> page = new ArrayDeque<>(start < end ? all.subList(start, end) : List.of());
        page.forEach(resources::add);
        if (endless) {
            resources.addObject().put("id", "new-" + requests.size()).put("active", true);
        }
        if (cursors) {
            list.put("nextCursor", end < all.size() ? Integer.toString(end) : null);
        } else {
            list.put("totalResults", all.size() + totalWrongBy).put("startIndex", start + 1).put("itemsPerPage", 1_000);
        }
        return new Answer(200, Map.of("Content-Type", "application/scim+json"), list.toString());
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> all = new HashMap<>();
        for (String one : query.split("&")) {
            String[] sides = (one + "=").split("=", 3);
            all.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return all;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
