package serai.check;

import org.apache.camel.NamedNode;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.DisabledAwareDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of routes, however deep they stand, and what they are made of. */
public final class Steps {

    private static final Pattern FILES = Pattern.compile("(file|ftps?|sftp):.*");
    private static final Pattern QUEUE = Pattern.compile("(seda|disruptor|disruptor-vm):.*");

    /**
     * An expression of a step.
     *
     * @param predicate whether the step uses it as a predicate, which is true or false
     */
    public record Written(NamedNode step, ExpressionDefinition expression, boolean predicate) {
    }

    private Steps() {
    }

    /** All steps of a route. */
    public static Stream<ProcessorDefinition<?>> of(RouteDefinition route) {
        return in(route.getOutputs());
    }

    /** All steps of a list of steps, however deep, without those that are switched off. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    public static Stream<ProcessorDefinition<?>> in(List<ProcessorDefinition<?>> steps) {
        Collection<ProcessorDefinition> found = ProcessorDefinitionHelper.filterTypeInOutputs(steps, ProcessorDefinition.class);
        Set<ProcessorDefinition> off = found.stream().filter(ChoiceDefinition.class::isInstance)
                .flatMap(choice -> ((ChoiceDefinition) choice).getWhenClauses().stream()).filter(when -> !isOn(when))
                .flatMap(when -> ProcessorDefinitionHelper
                        .filterTypeInOutputs(when.getOutputs(), ProcessorDefinition.class).stream())
                .collect(Collectors.toSet());
        return (Stream) found.stream().filter(step -> isOn(step) && !off.contains(step));
    }

    /** Whether neither a step, nor what it stands in, is {@code disabled}. */
    public static boolean isOn(NamedNode step) {
        for (NamedNode at = step; at != null; at = at.getParent()) {
            if (at instanceof DisabledAwareDefinition switched && Boolean.parseBoolean(switched.getDisabled())) {
                return false;
            }
        }
        return true;
    }

    /** All steps of a kind in a route. */
    public static <T> Stream<T> of(RouteDefinition route, Class<T> kind) {
        return of(route).filter(kind::isInstance).map(kind::cast);
    }

    /** An onException as a message names it, with its id if it has one. */
    public static String named(OnExceptionDefinition failure) {
        return failure.getId() == null ? "an onException" : "onException " + failure.getId();
    }

    /** The URI of a step that sends, without its options. */
    public static String uri(SendDefinition<?> step) {
        return withoutOptions(String.valueOf(step.getUri()));
    }

    /** The URI that a route reads, without its options. */
    public static String uri(RouteDefinition route) {
        return route.getInput() == null ? "" : withoutOptions(String.valueOf(route.getInput().getEndpointUri()));
    }

    /** Whether a URI is that of files, here or on a server. */
    public static boolean isOfFiles(String uri) {
        return FILES.matcher(uri).matches();
    }

    /** Whether a URI is that of a queue in this process; a route that sends to it does not wait. */
    public static boolean isOfQueue(String uri) {
        return QUEUE.matcher(uri).matches();
    }

    /** A URI up to its options. */
    public static String withoutOptions(String uri) {
        return uri.split("\\?", 2)[0];
    }

    /** The expressions of a step itself, without those of steps inside it. */
    public static List<Written> expressions(ProcessorDefinition<?> step) {
        List<Written> found = new ArrayList<>();
        if (step instanceof ExpressionNode node) {
            add(found, step, node, step instanceof FilterDefinition || step instanceof ValidateDefinition);
        } else if (step instanceof ChoiceDefinition choice) {
            for (WhenDefinition when : choice.getWhenClauses()) {
                add(found, when, when, true);
            }
        } else if (step instanceof SetHeadersDefinition headers) {
            headers.getHeaders().forEach(header -> add(found, step, header, false));
        } else if (step instanceof OnExceptionDefinition failure) {
            add(found, step, failure.getOnWhen(), true);
            add(found, step, failure.getHandled(), true);
            add(found, step, failure.getContinued(), true);
            add(found, step, failure.getRetryWhile(), true);
        } else if (step instanceof AggregateDefinition aggregate) {
            add(found, step, aggregate.getCorrelationExpression(), false);
            add(found, step, aggregate.getCompletionPredicate(), true);
        }
        return found;
    }

    private static void add(List<Written> found, NamedNode step, @Nullable HasExpressionType of, boolean predicate) {
        if (of != null && of.getExpressionType() != null) {
            found.add(new Written(step, of.getExpressionType(), predicate));
        }
    }
}
