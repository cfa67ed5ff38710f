package serai.check.walk;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.Message;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ToDefinition;
import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;
import serai.steps.StatementParameter;

import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Looks in the body that a step sends, if it is known, for a broken document or a statement's parameters that are not set. */
final class SentBody {

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final Pattern BODILESS = Pattern.compile("^https?\\b.*[?&]httpMethod=(GET|HEAD|DELETE|OPTIONS|TRACE)\\b");
    /** The headers by which a request without a body may send something of a record. */
    private static final List<String> IN_ADDRESS = List.of("CamelHttpQuery", "CamelHttpPath", "CamelHttpUri");
    private static final String CONTENT_TYPE = "Content-Type";

    private final WalkResult facts;

    SentBody(WalkResult facts) {
        this.facts = facts;
    }

    void look(ToDefinition step, String uri, SampleState state, LearningRecord sample) {
        if (!state.bodyKnown || state.impossible || !(state.exchange.getMessage().getBody() instanceof String body)) {
            return;
        }
        if (uri.startsWith("jdbc:")) {
            List<StatementParameter> parameters = StatementParameter.of(body);
            if (parameters.isEmpty() && String.valueOf(step.getUri()).contains("useHeadersAsParameters=true")) {
                facts.parameters.add(new WalkResult.Parameter(step, body, "", 0));
            }
            parameters.stream().filter(found -> !state.hasHeader(found.name()))
                    .forEach(found -> facts.parameters.add(new WalkResult.Parameter(step, body, found.name(), found.begin())));
        } else if (uri.matches("(https?|vertx-http)(:.*)?")) {
            document(step, body, state, sample);
        }
    }

    /** Whether a step sends anything of the record: Camel's {@code http:} sends no body with GET, DELETE and some other methods. */
    static boolean isSent(String uri, SampleState state) {
        boolean http = uri.matches("https?\\b.*");
        Object method = uri.contains("httpMethod=") ? null : state.exchange.getMessage().getHeader("CamelHttpMethod");
        boolean bodiless = BODILESS.matcher(uri).find()
                || http && method != null && String.valueOf(method).matches("GET|HEAD|DELETE|OPTIONS|TRACE");
        boolean empty = http && state.bodyKnown && (state.exchange.getMessage().getBody() == null
                || state.exchange.getMessage().getBody() instanceof String text && text.isBlank());
        return !bodiless && !empty || IN_ADDRESS.stream().anyMatch(state::hasHeader);
    }

    private void document(NamedNode step, String body, SampleState state, LearningRecord sample) {
        String type = contentType(state.exchange.getMessage());
        if (type.isEmpty() && !state.hasHeader(CONTENT_TYPE) ? body.matches("(?s)\\s*[{\\[].*") && !isLines(body)
                : type.matches("application/json|.*\\+json")) {
            troubleAsJson(body)
                    .ifPresent(why -> facts.broken.add(new WalkResult.Broken(step, sample, "JSON", why, state.difficult)));
        } else if (type.matches("(application|text)/xml|.*\\+xml")) {
            troubleAsXml(body).ifPresent(why -> facts.broken.add(new WalkResult.Broken(step, sample, "XML", why, state.difficult)));
        }
    }

    private static boolean isLines(String body) {
        return body.strip().lines().count() > 1 && body.strip().lines().allMatch(line -> line.startsWith("{"));
    }

    private static String contentType(Message message) {
        @Nullable
        String type = message.getHeader(CONTENT_TYPE, String.class);
        return type == null ? "" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> troubleAsJson(String body) {
        try {
            return JSON.readTree(body).isMissingNode() ? Optional.of("it is empty") : Optional.empty();
        } catch (JacksonException e) {
            return isLines(body)
                    ? Optional.of("it is one document a line") : Optional.of("line %s, column %s of it".formatted(
                            e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
    }

    private static Optional<String> troubleAsXml(String body) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(body));
            while (reader.hasNext()) {
                reader.next();
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            return Optional.of("line %s, column %s of it".formatted(e.getLocation() == null ? 1 : e.getLocation().getLineNumber(),
                    e.getLocation() == null ? 1 : e.getLocation().getColumnNumber()));
        }
    }
}
