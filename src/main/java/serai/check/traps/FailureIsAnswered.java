package serai.check.traps;

import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;
import serai.check.Steps;

import java.util.List;
import java.util.stream.Stream;

/** A publisher whose event is not kept must be told so: without a status, Camel answers 200. */
final class FailureIsAnswered implements Rule {

    private static final String STATUS = "CamelHttpResponseCode";

    @Override
    public String id() {
        return "failure-acknowledged";
    }

    @Override
    public String meaning() {
        return "An `onException` of the webhook answers a failure like a success, or goes on as if nothing had failed (`continued`): the "
                + "publisher forgets an event that is not kept.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Paths paths = new Paths(configuration);
        return paths.onExceptions(paths.from(uri -> uri.startsWith("platform-http")))
                .filter(FailureIsAnswered::isAcknowledged)
                .map(one -> error(configuration.place(one),
                        Steps.named(one) + " acknowledges an event that is not kept",
                        one.getContinued() != null ? "take continued out"
                                : "answer a failure, such as by process: {ref: failedAnswer}"));
    }

    private static boolean isAcknowledged(OnExceptionDefinition failure) {
        List<ProcessorDefinition<?>> steps = Steps.in(failure.getOutputs()).toList();
        List<SetHeaderDefinition> statuses = steps.stream().filter(SetHeaderDefinition.class::isInstance)
                .map(SetHeaderDefinition.class::cast).filter(step -> STATUS.equalsIgnoreCase(step.getName())).toList();
        return failure.getContinued() != null || failure.getHandled() != null
                && steps.stream().noneMatch(ProcessDefinition.class::isInstance)
                && statuses.stream().noneMatch(FailureIsAnswered::isFailure);
    }

    /** Whether it may be a status of a failure. */
    private static boolean isFailure(SetHeaderDefinition status) {
        String written = status.getExpression() == null ? "" : String.valueOf(status.getExpression().getExpression()).strip();
        return !written.matches("[123]\\d\\d");
    }
}
