package serai.rehearsal.outside;

import org.apache.camel.NamedNode;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import serai.steps.MaskedText;

import java.util.Objects;

/**
 * A step of a route, or a branch of one (a {@code when}, an {@code otherwise}, an {@code onException}), that an exchange has
 * taken.
 *
 * @param route       id of the route; blank for a step of a {@code routeConfiguration}
 * @param id          of the step; where the file gives it none, where it sends to or what it evaluates
 * @param kind        the EIP's word in YAML, such as {@code choice} or {@code when}
 * @param description as the file says; blank if it says nothing
 * @param file        of the route; blank if it is not known
 * @param line        of the step in the file; 0 if it is not known
 */
public record TakenStep(String route, String id, String kind, String description, String file, int line) {

    static TakenStep of(NamedNode node) {
        RouteDefinition route = node instanceof ProcessorDefinition<?> step ? ProcessorDefinitionHelper.getRoute(step) : null;
        return new TakenStep(route == null ? "" : text(route.getRouteId()), name(node), text(node.getShortName()),
                text(node.getDescriptionText()), text(node.getLocation()).replaceFirst("^file:", ""),
                Math.max(0, node.getLineNumber()));
    }

    private static String name(NamedNode node) {
        boolean named = node instanceof OptionalIdentifiedDefinition<?> step && step.hasCustomIdAssigned();
        String label = text(node.getLabel());
        return named || label.isEmpty() ? text(node.getId()) : MaskedText.address(label);
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /** File and line; blank if they are not known. */
    public String place() {
        return file.isEmpty() ? "" : line == 0 ? file : file + ":" + line;
    }
}
