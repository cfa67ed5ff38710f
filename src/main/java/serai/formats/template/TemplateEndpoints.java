package serai.formats.template;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.mustachejava.MustacheException;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import org.apache.camel.Endpoint;
import org.apache.camel.component.ResourceEndpoint;
import org.apache.camel.component.jslt.JsltComponent;
import org.apache.camel.component.jslt.JsltEndpoint;
import org.apache.camel.component.jsonata.JsonataEndpoint;
import org.apache.camel.component.mustache.MustacheComponent;
import org.apache.camel.component.mustache.MustacheEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.jspecify.annotations.Nullable;
import serai.formats.UntranslatableRecordException;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Parses the templates of Camel's own {@code jslt:}, {@code jsonata:} and {@code mustache:} when a route is built. Camel would
 * read them with the first record, and a broken one would fail for each.
 */
public final class TemplateEndpoints implements EndpointStrategy {

    /** @throws UnusableTemplateException if the template isn't there, or can't be parsed; the message names file and line */
    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof JsltEndpoint jslt && !jslt.isAllowTemplateFromHeader()) {
            requireJslt(file(jslt), ((JsltComponent) jslt.getComponent()).getFunctions());
        } else if (endpoint instanceof JsonataEndpoint jsonata && !jsonata.isAllowTemplateFromHeader()) {
            requireJsonata(file(jsonata));
        } else if (endpoint instanceof MustacheEndpoint mustache && !mustache.isAllowTemplateFromHeader()) {
            requireMustache(file(mustache), mustache);
        }
        return endpoint;
    }

    /**
     * The fields that the template of {@code jslt:} or {@code jsonata:} reads of a record's JSON and that no record has; none for
     * another endpoint.
     */
    public static List<UnknownField> unknownFields(Endpoint endpoint, LearningRecord record) {
        ReadFields read = new ReadFields();
        JsonNode json = TemplateJson.read(CanonicalJson.write(record));
        try {
            if (endpoint instanceof JsltEndpoint jslt) {
                compiled(file(jslt), ((JsltComponent) jslt.getComponent()).getFunctions()).apply(read.node(json));
            } else if (endpoint instanceof JsonataEndpoint jsonata) {
                Jsonata.jsonata(file(jsonata).text()).evaluate(read.values(json));
            }
        } catch (RuntimeException | StackOverflowError e) {
            // up to where it fails
        }
        return endpoint instanceof ResourceEndpoint template
                ? read.unknown().stream().map(path -> UnknownField.in(file(template), path)).toList() : List.of();
    }

    /** Why {@code jslt:} or {@code jsonata:} can't translate a record, without anything of the record; empty for other failures. */
    public static Optional<UntranslatableRecordException> failure(Endpoint endpoint, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsltException jslt && endpoint instanceof JsltEndpoint template) {
                return Optional.of(new JsltFailure(jslt, file(template)).ofRecord());
            } else if (cause instanceof JException jsonata && endpoint instanceof JsonataEndpoint template) {
                return Optional.of(JsonataTemplate.failed(jsonata, file(template)));
            }
        }
        return Optional.empty();
    }

    private static TemplateFile file(ResourceEndpoint endpoint) {
        return TemplateFile.read(endpoint.getCamelContext(), endpoint.getResourceUri());
    }

    private static void requireJslt(TemplateFile file, @Nullable Collection<Function> functions) {
        try {
            compiled(file, functions);
        } catch (JsltException e) {
            throw new JsltFailure(e, file).ofTemplate();
        }
    }

    private static Expression compiled(TemplateFile file, @Nullable Collection<Function> functions) {
        return new Parser(new StringReader(file.text())).withSource(file.name())
                .withFunctions(functions == null ? List.of() : functions).compile();
    }

    private static void requireJsonata(TemplateFile file) {
        try {
            Jsonata.jsonata(file.text());
        } catch (JException e) {
            throw JsonataTemplate.unusable(e, file);
        }
    }

    private static void requireMustache(TemplateFile file, MustacheEndpoint endpoint) {
        try {
            ((MustacheComponent) endpoint.getComponent()).getMustacheFactory().compile(new StringReader(file.text()), file.name());
        } catch (MustacheException e) {
            throw MustacheTemplate.unusable(e, file);
        }
    }
}
