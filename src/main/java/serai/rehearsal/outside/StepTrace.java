package serai.rehearsal.outside;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes each step that is taken, in order, and the last record that was in a message. Safe for use by several threads. */
public final class StepTrace implements InterceptStrategy {

    private final List<TakenStep> steps = new ArrayList<>();
    private @Nullable LearningRecord record;

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode node, Processor target, Processor next) {
        List<TakenStep> taken = new ArrayList<>();
        branch(node).map(TakenStep::of).ifPresent(taken::add);
        taken.add(TakenStep.of(node));
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                note(taken, exchange.getMessage().getBody());
                return getProcessor().process(exchange, callback);
            }
        };
    }

    /** The branch that begins with that step. Camel intercepts steps, but not branches. */
    private static Optional<NamedNode> branch(NamedNode first) {
        NamedNode above = first.getParent();
        if (above instanceof OnExceptionDefinition failing) {
            return beginsWith(failing.getOutputs(), first) ? Optional.of(failing) : Optional.empty();
        }
        if (!(above instanceof ChoiceDefinition choice)) {
            return Optional.empty();
        }
        Optional<NamedNode> when = choice.getWhenClauses().stream().filter(one -> beginsWith(one.getOutputs(), first))
                .map(NamedNode.class::cast).findFirst();
        OtherwiseDefinition otherwise = choice.getOtherwise();
        return when.isPresent() || otherwise == null || !beginsWith(otherwise.getOutputs(), first) ? when : Optional.of(otherwise);
    }

    @SuppressWarnings("ReferenceEquality") // that very step: two may look alike
    private static boolean beginsWith(List<ProcessorDefinition<?>> steps, NamedNode first) {
        return !steps.isEmpty() && steps.get(0) == first;
    }

    private synchronized void note(List<TakenStep> taken, @Nullable Object body) {
        steps.addAll(taken);
        if (body instanceof LearningRecord one) {
            record = one;
        }
    }

    public synchronized void begin() {
        steps.clear();
        record = null;
    }

    /** The steps since {@link #begin}. */
    public synchronized List<TakenStep> steps() {
        return List.copyOf(steps);
    }

    /** The last step; null before the first. */
    synchronized @Nullable TakenStep last() {
        return steps.isEmpty() ? null : steps.get(steps.size() - 1);
    }

    public synchronized @Nullable LearningRecord record() {
        return record;
    }
}
