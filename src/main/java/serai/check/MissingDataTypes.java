package serai.check;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TransformDataTypeDefinition;
import org.apache.camel.spi.TransformerKey;
import serai.settings.SpellingSuggestion;

import java.util.List;

/**
 * Checks that the data types exist to which routes translate. For a missing one, Camel's own message names neither the place
 * nor a remedy.
 */
public final class MissingDataTypes {

    /** Serai's own data types. */
    static final List<String> OURS = List.of("caliper:envelope", "cloudevents:batch", "csv:rows", "json:lines", "mct:record",
            "praesidium:record", "sql:rows", "xapi:statement");

    private static final int LETTERS_MAX = 4;

    private final CamelContext context;

    public MissingDataTypes(CamelContext context) {
        this.context = context;
    }

    /** @throws IllegalArgumentException if one is missing; the message names it, its place, and a similar one that exists */
    public void require() {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        for (RouteDefinition route : model.getRouteDefinitions()) {
            ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), TransformDataTypeDefinition.class)
                    .forEach(step -> require(route, step));
        }
    }

    private void require(RouteDefinition route, TransformDataTypeDefinition step) {
        String type = context.resolvePropertyPlaceholders(step.getToType());
        if (step.getFromType() == null && context.getTransformerRegistry().resolveTransformer(new TransformerKey(type)) == null) {
            throw new IllegalArgumentException("%s: route %s translates to %s, and there is no such data type; %s".formatted(
                    place(step), route.getRouteId(), type, SpellingSuggestion.nearest(type, OURS.stream(), LETTERS_MAX)
                            .map("did you mean %s?"::formatted).orElse("Serai has " + String.join(", ", OURS))));
        }
    }

    private static String place(TransformDataTypeDefinition step) {
        return "%s:%s".formatted(String.valueOf(step.getLocation()).replaceFirst("^file:", ""), step.getLineNumber());
    }
}
