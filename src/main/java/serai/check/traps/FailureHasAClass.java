package serai.check.traps;

import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;
import serai.check.Steps;
import serai.journal.attempt.FailureClass;
import serai.settings.SpellingSuggestion;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class that an onException names for a destination's failures is one that the journal knows. */
final class FailureHasAClass implements Rule {

    private static final String PROPERTY = "failure";
    /** The property's value that says on purpose that a failure has no class. */
    private static final String NONE = "unclassified";
    private static final int LETTERS_MAX = 3;

    @Override
    public String id() {
        return "failure-class";
    }

    @Override
    public String meaning() {
        return "An `onException` of a destination names no class of failure in the property `failure`, or one that the journal does not know. "
                + "It would count as unavailable, and the record be tried again for ever.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Paths paths = new Paths(configuration);
        return paths.onExceptions(paths.ofDestinations())
                .flatMap(one -> findings(configuration, one));
    }

    private Stream<Finding> findings(Configuration configuration, OnExceptionDefinition failure) {
        List<ProcessorDefinition<?>> steps = Steps.in(failure.getOutputs()).toList();
        List<SetPropertyDefinition> named = steps.stream().filter(SetPropertyDefinition.class::isInstance)
                .map(SetPropertyDefinition.class::cast).filter(step -> PROPERTY.equals(step.getName())).toList();
        if (named.isEmpty() && steps.stream().noneMatch(ProcessDefinition.class::isInstance)) {
            return Stream.of(warning(configuration.place(failure),
                    Steps.named(failure) + " names no class of failure, so it counts as unavailable",
                    "set the property failure to one of " + known()));
        }
        return named.stream().flatMap(step -> unknown(configuration, step));
    }

    private Stream<Finding> unknown(Configuration configuration, SetPropertyDefinition step) {
        if (step.getExpression() == null || !step.getExpression().getLanguage().equals("constant")) {
            return Stream.empty();
        }
        String name = String.valueOf(step.getExpression().getExpression()).strip();
        boolean known =
                name.equals(NONE) || Arrays.stream(FailureClass.values()).anyMatch(one -> one.name().equalsIgnoreCase(name));
        return known ? Stream.empty() : Stream.of(error(
                configuration.find(step, item -> name.equals(item.text().orElse("")))
                        .map(found -> found.file().placeOfValue(found.item()))
                        .orElseGet(() -> configuration.place(step)),
                "there is no class of failure '%s', so it would count as unavailable".formatted(name),
                SpellingSuggestion.nearest(name, Arrays.stream(FailureClass.values()).map(FailureClass::word), LETTERS_MAX)
                        .map("did you mean %s?"::formatted).orElse("there are " + known())));
    }

    private static String known() {
        return Arrays.stream(FailureClass.values()).map(FailureClass::word).collect(Collectors.joining(", "));
    }
}
