package serai.check.walk;

import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TransformDataTypeDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.Transformer;
import org.apache.camel.spi.TransformerKey;
import org.jspecify.annotations.Nullable;
import serai.check.Configuration;
import serai.check.Steps;
import serai.formats.template.RecordTemplate;
import serai.journal.DestinationName;
import serai.model.LearningRecord;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Leads one sample through the steps of a route, and of the routes that it calls. */
final class StepWalk {

    private static final int CALLS_MAX = 20;
    private static final String FILTERED = "filtered";
    /** Endpoints that put no headers of an answer into the message. */
    private static final Set<String> ANSWERS_NOTHING =
            Set.of("archive", "jdbc", "sql", "file", "kafka", "sftp", "ftp", "smtp", "smtps");

    /** Addresses whose answer is no learning record. */
    private static final Pattern FOREIGN = Pattern.compile("(?:https?|file|ftps?|sftp|jdbc|sql|ldap):.*");
    /** Endpoints for the log, and for tests. */
    private static final Set<String> SENDS_NOTHING = Set.of("log", "mock", "stub");

    private final Configuration configuration;
    private final CamelContext context;
    private final Evaluation evaluation;
    private final Translation translation;
    private final SentBody sentBody;
    private final MessageSteps messageSteps;
    private final WalkResult facts;
    private boolean taken;
    private int calls;
    private @Nullable NamedNode last;

    StepWalk(Configuration configuration, WalkResult facts) {
        this.configuration = configuration;
        this.context = configuration.context();
        this.evaluation = new Evaluation(context, facts);
        this.translation = new Translation(context, facts);
        this.sentBody = new SentBody(facts);
        this.messageSteps = new MessageSteps(context, evaluation, facts);
        this.facts = facts;
    }

    /** @return whether the route takes in events of the sample's platform, as far as it could be followed */
    boolean walk(RouteDefinition route, SampleState state, LearningRecord sample) {
        taken = false;
        calls = 0;
        last = route;
        state.entry = route;
        steps(route.getOutputs(), state, sample);
        return taken;
    }

    /** The last route that the last sample has entered. */
    NamedNode last() {
        return Objects.requireNonNull(last);
    }

    private void steps(List<ProcessorDefinition<?>> steps, SampleState state, LearningRecord sample) {
        for (ProcessorDefinition<?> step : steps) {
            if (state.stopped || state.elsewhere) {
                return;
            }
            if (!step.isAbstract() && Steps.isOn(step)) {
                step(step, state, sample);
            }
        }
    }

    private void step(ProcessorDefinition<?> step, SampleState state, LearningRecord sample) {
        if (step instanceof FilterDefinition filter) {
            branch(filter.getExpression() == null ? Optional.empty()
                    : evaluation.matches(filter, filter.getExpression(), state, sample), filter.getOutputs(), state, sample);
        } else if (step instanceof ChoiceDefinition choice) {
            choice(choice, state, sample);
        } else if (step instanceof TransformDataTypeDefinition type) {
            translate(type, state, sample);
        } else if (step instanceof StopDefinition) {
            state.stopped = true;
        } else if (step instanceof ToDefinition to) {
            to(to, state, sample);
        } else if (step instanceof ProcessDefinition process) {
            process(process, state, sample);
        } else if (step instanceof SplitDefinition split) {
            split(split, state, sample);
        } else if (!(step instanceof LogDefinition) && !messageSteps.change(step, state, sample)) {
            unknown(step, state, sample);
        }
    }

    private void choice(ChoiceDefinition choice, SampleState state, LearningRecord sample) {
        boolean done = false;
        for (WhenDefinition when : choice.getWhenClauses()) {
            Optional<Boolean> matches = Steps.isOn(when) ? evaluation.matches(when, when.getExpression(), state, sample)
                    : Optional.of(false);
            if (!done && matches.isPresent() && matches.get()) {
                done = true;
                steps(when.getOutputs(), state, sample);
            } else {
                steps(when.getOutputs(), done || matches.isPresent() ? state.elsewhere() : state.copy(), sample);
                state.unsure |= !done && matches.isEmpty();
            }
        }
        if (choice.getOtherwise() != null) {
            steps(choice.getOtherwise().getOutputs(), done ? state.elsewhere() : state, sample);
        }
    }

    private void branch(Optional<Boolean> matches, List<ProcessorDefinition<?>> inside, SampleState state,
            LearningRecord sample) {
        if (matches.isPresent() && matches.get()) {
            steps(inside, state, sample);
        } else {
            steps(inside, matches.isPresent() ? state.elsewhere() : state.copy(), sample);
            state.unsure |= matches.isEmpty();
        }
    }

    private void translate(TransformDataTypeDefinition step, SampleState state, LearningRecord sample) {
        String type = context.resolvePropertyPlaceholders(String.valueOf(step.getToType()));
        if (type.endsWith(":record")) {
            if (!type.equals(sample.platform().name().toLowerCase(Locale.ROOT) + ":record")) {
                state.elsewhere = true; // events of the other platform
                return;
            }
            state.exchange.getMessage().setBody(sample);
            state.bodyKnown = true;
            state.noRecord = false;
            state.set("type", sample.type());
            taken = true;
            return;
        }
        Transformer transformer = context.getTransformerRegistry().resolveTransformer(new TransformerKey(type));
        boolean ours = transformer != null && Evaluation.isOurs(transformer);
        if (ours) {
            facts.needRecord(step, state);
        }
        try {
            if (ours && state.bodyKnown && !state.impossible) {
                transformer.transform(state.exchange.getMessage(), DataType.ANY, new DataType(type));
                return;
            }
        } catch (Exception e) {
            state.unsure = true; // it may be that this format can't express the sample
        }
        state.loseRecord();
    }

    private void to(ToDefinition step, SampleState state, LearningRecord sample) {
        String uri = Steps.uri(step);
        if (DestinationName.isIn(uri)) {
            state.named = true;
            facts.needRecord(step, state);
            if (!state.impossible) {
                DestinationName.written(context.resolvePropertyPlaceholders(uri)).forEach(state.destinations::add);
            }
        } else if (uri.startsWith("direct:")) {
            Optional<RouteDefinition> called = configuration.routes().stream().filter(route -> Steps.uri(route).equals(uri))
                    .findFirst();
            if (called.isPresent() && calls++ < CALLS_MAX) {
                last = called.get();
                steps(called.get().getOutputs(), state, sample);
                state.stopped = false; // a stop ends the called route only
            } else {
                if (called.isPresent() && !state.unsure) {
                    facts.endless.add(called.get());
                }
                state.unsure = true;
            }
        } else if (Translation.isComputing(uri)) {
            translation.call(step, step.getUri(), state, sample);
        } else if (!SENDS_NOTHING.contains(uri.split(":", 2)[0])) {
            sentBody.look(step, uri, state, sample);
            state.sent |= SentBody.isSent(configuration.resolved(String.valueOf(step.getUri())), state);
            state.bodyKnown = false;
            state.noRecord = uri.matches("https?(:.*)?"); // the answer replaces what was sent
            state.othersToo |= !ANSWERS_NOTHING.contains(uri.split(":", 2)[0]);
        }
    }

    private void process(ProcessDefinition step, SampleState state, LearningRecord sample) {
        String ref = String.valueOf(step.getRef());
        Object bean = context.getRegistry().lookupByName(ref.replaceFirst("^#(bean:)?", ""));
        if (ref.equals(FILTERED)) {
            state.named = true;
        } else if (bean instanceof RecordTemplate template) {
            facts.needRecord(step, state);
            translation.process(step, template, state, sample);
        } else if (bean == null || !Evaluation.isOurs(bean)) {
            state.sent = true;
            state.unsure = true;
            state.loseSight();
        }
    }

    private void split(SplitDefinition split, SampleState state, LearningRecord sample) {
        Evaluation.Outcome outcome = evaluation.value(split, split.getExpression(), state, sample);
        Object parts = outcome.value();
        SampleState part = state.copy();
        part.unsure = state.unsure;
        part.bodyKnown = outcome.known() && parts != null;
        part.exchange.getMessage().setBody(first(parts));
        steps(split.getOutputs(), part, sample);
        state.named |= part.named;
        state.sent |= part.sent;
        state.unsure |= part.unsure;
        if (split.getAggregationStrategy() != null) {
            state.bodyKnown = false;
        }
    }

    private static @Nullable Object first(@Nullable Object parts) {
        Iterator<?> several = parts instanceof Iterator<?> iterator ? iterator
                : parts instanceof Iterable<?> iterable ? iterable.iterator() : List.of().iterator();
        return several.hasNext() ? several.next() : parts;
    }

    /** Leads the sample through a step of which only the inner steps are known. */
    private void unknown(ProcessorDefinition<?> step, SampleState state, LearningRecord sample) {
        if (step instanceof ExpressionNode node) {
            evaluation.value(step, node.getExpression(), state, sample);
        } else if (step instanceof ToDynamicDefinition dynamic) {
            evaluation.readHeaders(step, "simple", String.valueOf(dynamic.getUri()), state);
        }
        boolean replaces = step instanceof EnrichDefinition enrich && enrich.getAggregationStrategy() == null
                || step instanceof PollEnrichDefinition polled && polled.getAggregationStrategy() == null;
        SampleState inside = state.copy();
        steps(step.getOutputs(), inside, sample);
        state.named |= inside.named;
        state.sent |= inside.sent || step instanceof ToDynamicDefinition || step.getOutputs().isEmpty();
        state.unsure = true;
        state.loseSight();
        state.noRecord = replaces && FOREIGN.matcher(expression(step)).matches();
    }

    private static String expression(ProcessorDefinition<?> step) {
        return step instanceof ExpressionNode node && node.getExpression() != null
                ? String.valueOf(node.getExpression().getExpression()) : "";
    }
}
