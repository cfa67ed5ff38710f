package serai.console.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import serai.console.flow.FlowSnapshot;
import serai.console.flow.FlowSnapshot.Destination;
import serai.console.flow.FlowSnapshot.Source;
import serai.console.routes.RouteView.Step;
import serai.journal.DestinationName;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the routes that are loaded at the moment. Safe for use by several threads. */
public final class RouteReader {

    private static final int WHAT_MAX = 200;

    private final CamelContext context;
    private final RouteFailures failures;
    private final FilledSettings settings;

    public RouteReader(CamelContext context, RouteFailures failures) {
        this.context = context;
        this.failures = failures;
        this.settings = new FilledSettings(context);
    }

    /** All of them, in the order of their ids, with what the flow counts. */
    public List<RouteView> all(FlowSnapshot flow) {
        return definitions().stream().sorted(Comparator.comparing(RouteDefinition::getRouteId)).map(route -> view(route, flow))
                .toList();
    }

    /** A route; empty if none with that id is loaded. */
    public Optional<RouteView> find(String id, FlowSnapshot flow) {
        return definition(id).map(route -> view(route, flow));
    }

    /**
     * A route in YAML, with the settings filled in that hold no secret.
     *
     * @throws IllegalArgumentException if none with that id is loaded
     */
    public String yaml(String id) {
        RouteDefinition route = definition(id).orElseThrow(() -> missing(id));
        try {
            return settings.inYaml(PluginHelper.getModelToYAMLDumper(context).dumpModelAsYaml(context, route, false, true, false,
                    false));
        } catch (Exception e) {
            throw new IllegalStateException("Camel can't write route " + id + " as YAML", e);
        }
    }

    /** What to say of a route that is not loaded. */
    public static IllegalArgumentException missing(String id) {
        return new IllegalArgumentException("No route '%s' is loaded; the page Routes lists those that are.".formatted(id));
    }

    private Optional<RouteDefinition> definition(String id) {
        return definitions().stream().filter(route -> route.getRouteId().equals(id)).findFirst();
    }

    /** A route whose precondition does not hold is known and not built. */
    private List<RouteDefinition> definitions() {
        return new ArrayList<>(context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()).stream()
                .filter(route -> context.getRoute(route.getRouteId()) != null).toList();
    }

    private RouteView view(RouteDefinition route, FlowSnapshot flow) {
        String id = route.getRouteId();
        String uri = String.valueOf(route.getInput().getEndpointUri());
        Route built = context.getRoute(id);
        String destination = DestinationName.isIn(uri)
                ? DestinationName.written(context.resolvePropertyPlaceholders(uri.split("\\?", 2)[0])).findFirst().orElse(null)
                : null;
        return new RouteView(id, built == null ? null : built.getDescription(),
                String.valueOf(context.getRouteController().getRouteStatus(id)), destination, records(id, flow), failures.count(id),
                new Step("from", shortened(uri), null, steps(route.getOutputs())), failures.of(id));
    }

    private static @Nullable Long records(String id, FlowSnapshot flow) {
        return Stream.concat(
                flow.sources().stream().filter(one -> Objects.equals(one.route(), id)).map(Source::counts)
                        .map(counts -> counts.accepted()),
                flow.destinations().stream().filter(one -> Objects.equals(one.route(), id)).map(Destination::balance)
                        .map(balance -> balance.delivered()))
                .findFirst().orElse(null);
    }

    private List<Step> steps(List<ProcessorDefinition<?>> definitions) {
        List<Step> steps = new ArrayList<>();
        for (ProcessorDefinition<?> one : definitions) {
            steps.add(new Step(one.getShortName(), shortened(what(one)), one.getDescription(),
                    one instanceof ChoiceDefinition choice ? branches(choice) : steps(one.getOutputs())));
        }
        return steps;
    }

    private List<Step> branches(ChoiceDefinition choice) {
        List<Step> branches = new ArrayList<>();
        for (WhenDefinition when : choice.getWhenClauses()) {
            branches.add(new Step("when", shortened(text(when.getExpression())), when.getDescription(), steps(when.getOutputs())));
        }
        if (choice.getOtherwise() != null) {
            branches.add(new Step("otherwise", "", choice.getOtherwise().getDescription(),
                    steps(choice.getOtherwise().getOutputs())));
        }
        return branches;
    }

    private static String what(ProcessorDefinition<?> step) {
        if (step instanceof SendDefinition<?> send) {
            return String.valueOf(send.getUri());
        }
        if (step instanceof ExpressionNode node && node.getExpression() != null) {
            return text(node.getExpression());
        }
        String label = step.getLabel();
        return step instanceof ChoiceDefinition || label == null || label.equals(step.getShortName()) ? "" : label;
    }

    private static String text(@Nullable ExpressionDefinition expression) {
        return expression == null ? "" : expression.getLanguage() + ": " + expression.getExpression();
    }

    private String shortened(String text) {
        String shown = settings.in(text);
        return shown.length() > WHAT_MAX ? shown.substring(0, WHAT_MAX) + "…" : shown;
    }
}
