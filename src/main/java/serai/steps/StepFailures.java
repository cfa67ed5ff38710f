package serai.steps;

import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;
import serai.model.ShowableMessage;
import serai.steps.FailedStepException.Fault;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Finds out which step of a route has failed, and wraps its exception in one that says so. It leaves alone what another system
 * has answered, what the network or a database did, and exceptions whose message says it all already.
 */
public final class StepFailures {

    private static final int EXPRESSION_MAX = 120;
    private static final List<String> OF_OTHERS = List.of("org.apache.camel.http.base.HttpOperationFailedException",
            "org.apache.camel.CamelAuthorizationException", "java.util.concurrent.RejectedExecutionException",
            "java.util.concurrent.TimeoutException", "java.lang.InterruptedException",
            "org.apache.camel.ExchangeTimedOutException");

    /** Schemes of Camel's endpoints that make a text of the message, and reach nobody. */
    private static final Set<String> TEMPLATES = Set.of("jslt", "jsonata", "mustache", "language", "xslt");

    /** Failures of steps that were told: the steps around them fail for the same reason. */
    private final Set<Throwable> told = Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    /** Looks at a step's failure, before anything handles it. Steps inside of others have to come first. */
    public void look(NamedNode step, Exchange exchange) {
        Throwable failure = exchange.getException();
        if (failure == null || isTold(failure) || !told.add(failure) || isOfOthers(step, failure)) {
            return;
        }
        FailedStepException named = named(step, failure);
        told.add(named);
        exchange.setException(named);
    }

    private boolean isTold(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedStepException || told.contains(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfOthers(NamedNode step, Throwable failure) {
        if (step instanceof SendDefinition<?> send && !(step instanceof ToDynamicDefinition) && !isTemplate(send)) {
            return true; // whatever it leads to: an endpoint, or a route whose steps tell their own failures
        }
        if (step instanceof ThrowExceptionDefinition) {
            return true; // its author's own words
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean io = cause instanceof IOException && !cause.getClass().getName().startsWith("com.fasterxml.jackson.");
            if (io || cause instanceof SQLException || cause instanceof Error || cause instanceof ShowableMessage
                    || OF_OTHERS.contains(cause.getClass().getName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTemplate(SendDefinition<?> step) {
        return TEMPLATES.contains(String.valueOf(step.getEndpointUri()).split(":", 2)[0]);
    }

    private static FailedStepException named(NamedNode step, Throwable failure) {
        StepCause cause = StepCause.of(failure);
        ExpressionDefinition expression = expression(step, failure);
        boolean evaluates = expression != null || step instanceof ChoiceDefinition || step instanceof SendDefinition;
        Fault fault = cause.fault() != Fault.UNKNOWN ? cause.fault() : evaluates ? Fault.RECORD
                : step.getShortName().equals("transformDataType") ? Fault.STEP : Fault.UNKNOWN;
        StepPlace place = StepPlace.of(step);
        String what = expression == null ? "fails" : "can't evaluate " + cut(String.valueOf(expression.getExpression()));
        return new FailedStepException("%s%s%s %s: %s".formatted(place.file().isEmpty() ? "" : place.nameAndLine() + ": ",
                place.id().isEmpty() ? place.kind() : place.kind() + " " + place.id(),
                place.route().isEmpty() ? "" : " of route " + place.route(), what, cause.words()), fault, failure);
    }

    /**
     * What the step evaluates; of a {@code choice}, the only expression, or the one of which the failure speaks. Null if it is not
     * known.
     */
    private static @Nullable ExpressionDefinition expression(NamedNode step, Throwable failure) {
        if (step instanceof ExpressionNode node) {
            return node.getExpression();
        }
        if (!(step instanceof ChoiceDefinition choice)) {
            return null;
        }
        List<ExpressionDefinition> expressions =
                choice.getWhenClauses().stream().map(WhenDefinition::getExpression).filter(Objects::nonNull).toList();
        String method = StepCause.method(failure);
        List<ExpressionDefinition> meant = method == null ? expressions : expressions.stream()
                .filter(one -> String.valueOf(one.getExpression()).contains(method)).toList();
        return meant.size() == 1 ? meant.get(0) : null;
    }

    private static String cut(String expression) {
        String line = expression.lines().map(String::strip).reduce((one, next) -> one + " " + next).orElse("");
        return line.length() > EXPRESSION_MAX ? line.substring(0, EXPRESSION_MAX - 1) + "…" : line;
    }

    /** The failed step among the causes; null if there is none. */
    public static @Nullable FailedStepException in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedStepException step) {
                return step;
            }
        }
        return null;
    }
}
