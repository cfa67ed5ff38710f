package serai.steps;

import org.apache.camel.NamedNode;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import serai.model.text.VisibleLine;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a step stands.
 *
 * @param route id of its route; blank for a step of a {@code routeConfiguration}
 * @param id    of the step; if the file gives it none, the name or address that it uses; blank if it has neither
 * @param kind  the EIP's word in YAML, such as {@code setBody}
 * @param file  of the route; blank if it is not known
 * @param line  of the step in the file; 0 if it is not known
 */
public record StepPlace(String route, String id, String kind, String file, int line) {

    /** Steps whose label is a name or an address. */
    private static final Set<String> NAMING = Set.of("to", "wireTap", "process", "bean", "transformDataType", "convertBodyTo");
    /** Camel puts some labels in brackets behind the step's kind. */
    private static final Pattern LABEL = Pattern.compile("^\\w+\\[(.*)]$", Pattern.DOTALL);

    public static StepPlace of(NamedNode node) {
        RouteDefinition route = node instanceof ProcessorDefinition<?> step ? ProcessorDefinitionHelper.getRoute(step) : null;
        return new StepPlace(route == null ? "" : text(route.getRouteId()), name(node), text(node.getShortName()),
                text(node.getLocation()).replaceFirst("^file:", ""), Math.max(0, node.getLineNumber()));
    }

    private static String name(NamedNode node) {
        if (node instanceof OptionalIdentifiedDefinition<?> step && step.hasCustomIdAssigned()) {
            return text(node.getId());
        }
        // What an expression says may be a secret.
        return NAMING.contains(node.getShortName())
                ? LABEL.matcher(MaskedText.address(text(node.getLabel()))).replaceFirst("$1") : "";
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /** File and line; blank if they are not known. */
    public String fileAndLine() {
        return file.isEmpty() ? "" : line == 0 ? file : file + ":" + line;
    }

    /** The file's name without its folder, and the line; blank if they are not known. */
    String nameAndLine() {
        return fileAndLine().replaceFirst("^.*/", "");
    }

    /** The step's kind and id, and where it stands. */
    String told() {
        String name = VisibleLine.escaped(id.isEmpty() ? kind : kind + " " + id, "");
        return file.isEmpty() ? name : "%s (%s)".formatted(name, fileAndLine());
    }
}
