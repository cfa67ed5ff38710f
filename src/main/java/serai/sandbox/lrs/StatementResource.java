package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import serai.sandbox.web.Answers;
import serai.sandbox.web.ClientErrorException;
import serai.sandbox.web.StrictJson;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** PUT, POST and GET of statements (xAPI 1.0.3, Part 3, section 2.1), after protocol and credentials were checked. */
final class StatementResource {

    private static final Set<String> SINGLE = Set.of("statementId", "voidedStatementId", "format", "attachments");

    private final StatementMemory statements;

    StatementResource(StatementMemory statements) {
        this.statements = statements;
    }

    void put(RoutingContext request, int bodyMaxBytes, JsonNode authority) {
        UUID id = new Parameters(request.queryParams(), Set.of("statementId")).uuid("statementId");
        ObjectNode statement = statement(body(request, bodyMaxBytes));
        if (statement.has("id") && !Formats.parseUuid(statement.get("id").textValue()).equals(id)) {
            throw new ClientErrorException(400, "the statement's id is not the parameter statementId");
        }
        statements.add(Map.of(id, statement), authority);
        Answers.nothing(request);
    }

    void post(RoutingContext request, int bodyMaxBytes, JsonNode authority) {
        new Parameters(request.queryParams(), Set.of());
        JsonNode body = body(request, bodyMaxBytes);
        Map<UUID, ObjectNode> batch = new LinkedHashMap<>();
        for (JsonNode each : body.isArray() ? body : List.of(body)) {
            ObjectNode statement = statement(each);
            UUID id = statement.has("id") ? Formats.parseUuid(statement.get("id").textValue()) : UUID.randomUUID();
            if (batch.put(id, statement) != null) {
                throw new ClientErrorException(400, "statement %s is in the batch twice; nothing was stored".formatted(id));
            }
        }
        statements.add(batch, authority);
        Answers.json(request, 200, StrictJson.write(batch.keySet()));
    }

    void get(RoutingContext request) {
        if (request.queryParams().contains("statementId") || request.queryParams().contains("voidedStatementId")) {
            single(request);
        } else {
            list(request);
        }
    }

    private void single(RoutingContext request) {
        Parameters parameters = new Parameters(request.queryParams(), SINGLE);
        parameters.onlyValue("format", "exact");
        parameters.onlyValue("attachments", "false");
        boolean ofVoided = parameters.has("voidedStatementId");
        if (ofVoided && parameters.has("statementId")) {
            throw new ClientErrorException(400, "statementId and voidedStatementId must not be given together");
        }
        UUID id = parameters.uuid(ofVoided ? "voidedStatementId" : "statementId");
        StoredStatement found = statements.find(id, ofVoided)
                .orElseThrow(() -> new ClientErrorException(404, "statement %s is not known here".formatted(id)));
        request.response().putHeader("Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(found.stored().atOffset(ZoneOffset.UTC)));
        Answers.json(request, 200, found.bytes());
    }

    private void list(RoutingContext request) {
        StatementQuery query = StatementQuery.of(new Parameters(request.queryParams(), StatementQuery.PARAMETERS));
        // Reads one statement more than the page holds, to find out whether there is another page.
        List<StoredStatement> found = statements.list(query, query.limit() + 1);
        List<StoredStatement> page = found.subList(0, Math.min(found.size(), query.limit()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("statements", page.stream().map(StoredStatement::json).toList());
        result.put("more", found.size() > page.size() ? more(request, page.get(page.size() - 1)) : "");
        Answers.json(request, 200, StrictJson.write(result));
    }

    private static String more(RoutingContext request, StoredStatement last) {
        return request.normalizedPath() + "?" + Stream.concat(
                request.queryParams().entries().stream().filter(entry -> !entry.getKey().equals("after")),
                Stream.of(Map.entry("after", Long.toString(last.position()))))
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode body(RoutingContext request, int bodyMaxBytes) {
        if (!"application/json".equalsIgnoreCase(request.parsedHeaders().contentType().value())) {
            throw new ClientErrorException(400, "this sandbox takes the content type application/json only");
        }
        byte[] bytes = request.body().buffer() == null ? new byte[0] : request.body().buffer().getBytes();
        if (bytes.length > bodyMaxBytes) {
            throw new ClientErrorException(413, "the body has %s bytes, allowed are %s".formatted(bytes.length, bodyMaxBytes));
        }
        return StrictJson.parse(bytes);
    }

    private static ObjectNode statement(JsonNode json) {
        StatementRules.check(json);
        return (ObjectNode) json;
    }
}
