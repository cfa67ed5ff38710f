package serai.check.traps;

import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SamplingDefinition;
import org.apache.camel.model.ThrottleDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;

import java.util.Optional;
import java.util.stream.Stream;

/** A step that lets only some of what it is given through: for Camel that is no failure. */
final class NothingDropped implements Rule {

    private record Told(String cause, String remedy) {
    }

    @Override
    public String id() {
        return "records-dropped";
    }

    @Override
    public String meaning() {
        return "A step lets some events through and drops the others (`sample`, `idempotentConsumer`), puts something else in the place "
                + "of a failure (`circuitBreaker` with `onFallback`), gives each to one of several (`loadBalance`), or refuses "
                + "events above a limit (`throttle` with `rejectExecution`). What is dropped would count as delivered.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Paths paths = new Paths(configuration);
        return Stream.concat(
                Paths.steps(paths.ofDestinations()).flatMap(step -> inDestination(step).stream().map(told -> error(
                        configuration.place(step), told.cause(), told.remedy()))),
                Paths.steps(paths.ofSources()).flatMap(step -> inSource(step).stream().map(told -> error(
                        configuration.place(step), told.cause(), told.remedy()))));
    }

    private static Optional<Told> inDestination(ProcessorDefinition<?> step) {
        if (step instanceof SamplingDefinition) {
            return Optional
                    .of(new Told("sample drops records, which count as delivered", "take it out, or leave records out by filter"));
        }
        if (step instanceof IdempotentConsumerDefinition) {
            return Optional
                    .of(new Told("idempotentConsumer skips records that are repeated after a failure, and they count as delivered",
                            "take it out: Serai knows what it has delivered"));
        }
        if (step instanceof CircuitBreakerDefinition breaker && breaker.getOnFallback() != null) {
            return Optional.of(new Told("onFallback hides the failure, so the records count as delivered",
                    "take circuitBreaker out: the journal waits and tries again"));
        }
        if (step instanceof LoadBalanceDefinition) {
            return Optional
                    .of(new Told("loadBalance gives each batch to one of its steps only", "use a to step, or write a destination "
                            + "for each"));
        }
        if (step instanceof LoopDefinition) {
            return Optional.of(new Told("loop sends the same records again and again", "divide a batch by split"));
        }
        return Optional.empty();
    }

    private static Optional<Told> inSource(ProcessorDefinition<?> step) {
        if (step instanceof SamplingDefinition || step instanceof IdempotentConsumerDefinition
                || step instanceof LoadBalanceDefinition) {
            return Optional.of(new Told(
                    "%s lets only some events through, and the others are not kept".formatted(step.getShortName()),
                    "take it out; the journal keeps an event once, and a filter leaves events out by process: {ref: filtered}"));
        }
        return step instanceof ThrottleDefinition throttle && "true".equals(throttle.getRejectExecution())
                ? Optional.of(new Told("throttle refuses events above its limit, and their publisher may not send them again",
                        "take rejectExecution out; serai.journal.waiting.max bounds what waits"))
                : Optional.empty();
    }
}
