package serai.check.routes;

import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TransformDataTypeDefinition;
import org.apache.camel.spi.TransformerKey;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;
import serai.settings.SpellingSuggestion;

import java.util.List;
import java.util.stream.Stream;

/** The data type to which a step translates has to exist. Camel's own message names neither the place nor a remedy. */
final class DataTypeExists implements Rule {

    /** Serai's own data types. */
    static final List<String> OURS =
            List.of("caliper:envelope", "cloudevents:batch", "csv:rows", "csv:spreadsheet", "json:lines", "mct:record",
                    "praesidium:record", "sql:rows", "xapi:statement");

    private static final int LETTERS_MAX = 4;

    @Override
    public String id() {
        return "data-type";
    }

    @Override
    public String meaning() {
        return "A `transformDataType` names a data type that does not exist: each event would fail there.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.routes().stream().flatMap(route -> Steps.of(route, TransformDataTypeDefinition.class)
                .flatMap(step -> finding(configuration, route, step)));
    }

    private Stream<Finding> finding(Configuration configuration, RouteDefinition route, TransformDataTypeDefinition step) {
        String type = configuration.context().resolvePropertyPlaceholders(step.getToType());
        if (step.getFromType() != null
                || configuration.context().getTransformerRegistry().resolveTransformer(new TransformerKey(type)) != null) {
            return Stream.empty();
        }
        return Stream.of(error(configuration.place(step, "toType"),
                "route %s translates to %s, and there is no such data type".formatted(route.getRouteId(), type),
                SpellingSuggestion.nearest(type, OURS.stream(), LETTERS_MAX).map("did you mean %s?"::formatted)
                        .orElse("Serai has " + String.join(", ", OURS))));
    }
}
