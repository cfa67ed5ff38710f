package serai.check.routes;

import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.WhenDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;
import serai.journal.DestinationName;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A choice or filter that names destinations for some events, where no other step names one for the rest. */
final class RestIsNamed implements Rule {

    @Override
    public String id() {
        return "no-otherwise";
    }

    @Override
    public String meaning() {
        return "A `choice` without `otherwise`, or a `filter`, names destinations for some events and nothing for the rest. The "
                + "rest would not be acknowledged to its publisher.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.routes().stream().filter(route -> route.getOutputs().stream().noneMatch(RestIsNamed::namesAll))
                .flatMap(route -> gaps(configuration, route));
    }

    private Stream<Finding> gaps(Configuration configuration, RouteDefinition route) {
        Stream<Finding> choices = Steps.of(route, ChoiceDefinition.class)
                .filter(choice -> choice.getOtherwise() == null && sends(choice.getOutputs()))
                .map(choice -> gap(configuration, route, choice, "a choice without otherwise"));
        Stream<Finding> filters = Steps.of(route, FilterDefinition.class)
                .filter(filter -> !(filter.getParent() instanceof ChoiceDefinition) && sends(filter.getOutputs()))
                .map(filter -> gap(configuration, route, filter, "a filter"));
        return Stream.concat(choices, filters);
    }

    private Finding gap(Configuration configuration, RouteDefinition route, ProcessorDefinition<?> step, String what) {
        return warning(configuration.place(step),
                "route %s names destinations in %s: events that it does not match are not acknowledged to their publisher"
                        .formatted(route.getRouteId(), what),
                "name journal:unrouted for the rest, or leave it out by process: {ref: filtered}");
    }

    @SuppressWarnings("rawtypes")
    private static boolean sends(List<ProcessorDefinition<?>> steps) {
        Collection<SendDefinition> found = ProcessorDefinitionHelper.filterTypeInOutputs(steps, SendDefinition.class);
        return found.stream().anyMatch(RestIsNamed::names);
    }

    /** Whether a step names a destination for every event, by itself or in each of its branches. */
    private static boolean namesAll(ProcessorDefinition<?> step) {
        return names(step) || step instanceof ChoiceDefinition choice && choice.getOtherwise() != null && Stream
                .concat(choice.getWhenClauses().stream().map(WhenDefinition::getOutputs),
                        Stream.of(choice.getOtherwise().getOutputs()))
                .allMatch(branch -> branch.stream().anyMatch(RestIsNamed::names));
    }

    private static boolean names(ProcessorDefinition<?> step) {
        return step instanceof SendDefinition<?> send && DestinationName.isIn(Steps.uri(send));
    }
}
