package serai.formats.template;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.github.mustachejava.MustacheException;
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

import java.io.StringReader;
import java.util.Collection;
import java.util.List;

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

    private static TemplateFile file(ResourceEndpoint endpoint) {
        return TemplateFile.read(endpoint.getCamelContext(), endpoint.getResourceUri());
    }

    private static void requireJslt(TemplateFile file, @Nullable Collection<Function> functions) {
        try {
            new Parser(new StringReader(file.text())).withSource(file.name())
                    .withFunctions(functions == null ? List.of() : functions).compile();
        } catch (JsltException e) {
            throw new JsltFailure(e, file).ofTemplate();
        }
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
