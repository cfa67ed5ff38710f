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
    boolean walk(RouteDefinition route, SampleState flow, LearningRecord sample) {
        taken = false;
        calls = 0;
        last = route;
        flow.entry = route;
        steps(route.getOutputs(), flow, sample);
        return taken;
    }

    /** The last route that the last sample has entered. */
    NamedNode last() {
        return Objects.requireNonNull(last);
    }

    private void steps(List<ProcessorDefinition<?>> steps, SampleState flow, LearningRecord sample) {
        for (ProcessorDefinition<?> step : steps) {
            if (flow.stopped || flow.elsewhere) {
                return;
            }
            if (!step.isAbstract() && Steps.isOn(step)) {
                step(step, flow, sample);
            }
        }
    }

    private void step(ProcessorDefinition<?> step, SampleState flow, LearningRecord sample) {
        if (step instanceof FilterDefinition filter) {
            branch(filter.getExpression() == null ? Optional.empty()
                    : evaluation.matches(filter, filter.getExpression(), flow, sample), filter.getOutputs(), flow, sample);
        } else if (step instanceof ChoiceDefinition choice) {
            choice(choice, flow, sample);
        } else if (step instanceof TransformDataTypeDefinition type) {
            translate(type, flow, sample);
        } else if (step instanceof StopDefinition) {
            flow.stopped = true;
        } else if (step instanceof ToDefinition to) {
            to(to, flow, sample);
        } else if (step instanceof ProcessDefinition process) {
            process(process, flow, sample);
        } else if (step instanceof SplitDefinition split) {
            split(split, flow, sample);
        } else if (!(step instanceof LogDefinition) && !messageSteps.change(step, flow, sample)) {
            unknown(step, flow, sample);
        }
    }

    private void choice(ChoiceDefinition choice, SampleState flow, LearningRecord sample) {
        boolean done = false;
        for (WhenDefinition when : choice.getWhenClauses()) {
            Optional<Boolean> matches = Steps.isOn(when) ? evaluation.matches(when, when.getExpression(), flow, sample)
                    : Optional.of(false);
            if (!done && matches.isPresent() && matches.get()) {
                done = true;
                steps(when.getOutputs(), flow, sample);
            } else {
                steps(when.getOutputs(), done || matches.isPresent() ? flow.elsewhere() : flow.copy(), sample);
                flow.unsure |= !done && matches.isEmpty();
            }
        }
        if (choice.getOtherwise() != null) {
            steps(choice.getOtherwise().getOutputs(), done ? flow.elsewhere() : flow, sample);
        }
    }

    private void branch(Optional<Boolean> matches, List<ProcessorDefinition<?>> inside, SampleState flow,
            LearningRecord sample) {
        if (matches.isPresent() && matches.get()) {
            steps(inside, flow, sample);
        } else {
            steps(inside, matches.isPresent() ? flow.elsewhere() : flow.copy(), sample);
            flow.unsure |= matches.isEmpty();
        }
    }

    private void translate(TransformDataTypeDefinition step, SampleState flow, LearningRecord sample) {
        String type = context.resolvePropertyPlaceholders(String.valueOf(step.getToType()));
        if (type.endsWith(":record")) {
            if (!type.equals(sample.platform().name().toLowerCase(Locale.ROOT) + ":record")) {
                flow.elsewhere = true; // events of the other platform
                return;
            }
            flow.exchange.getMessage().setBody(sample);
            flow.bodyKnown = true;
            flow.noRecord = false;
            flow.set("type", sample.type());
            taken = true;
            return;
        }
        Transformer transformer = context.getTransformerRegistry().resolveTransformer(new TransformerKey(type));
        boolean ours = transformer != null && Evaluation.isOurs(transformer);
        if (ours) {
            facts.needRecord(step, flow);
        }
        try {
            if (ours && flow.bodyKnown && !flow.impossible) {
                transformer.transform(flow.exchange.getMessage(), DataType.ANY, new DataType(type));
                return;
            }
        } catch (Exception e) {
            flow.unsure = true; // it may be that this format can't express the sample
        }
        flow.loseRecord();
    }

    private void to(ToDefinition step, SampleState flow, LearningRecord sample) {
        String uri = Steps.uri(step);
        if (DestinationName.isIn(uri)) {
            flow.named = true;
            facts.needRecord(step, flow);
            if (!flow.impossible) {
                DestinationName.written(context.resolvePropertyPlaceholders(uri)).forEach(flow.destinations::add);
            }
        } else if (uri.startsWith("direct:")) {
            Optional<RouteDefinition> called = configuration.routes().stream().filter(route -> Steps.uri(route).equals(uri))
                    .findFirst();
            if (called.isPresent() && calls++ < CALLS_MAX) {
                last = called.get();
                steps(called.get().getOutputs(), flow, sample);
                flow.stopped = false; // a stop ends the called route only
            } else {
                if (called.isPresent() && !flow.unsure) {
                    facts.endless.add(called.get());
                }
                flow.unsure = true;
            }
        } else if (Translation.isComputing(uri)) {
            translation.call(step, step.getUri(), flow, sample);
        } else if (!SENDS_NOTHING.contains(uri.split(":", 2)[0])) {
            sentBody.look(step, uri, flow, sample);
            flow.sent |= SentBody.isSent(configuration.resolved(String.valueOf(step.getUri())), flow);
            flow.bodyKnown = false;
            flow.noRecord = uri.matches("https?(:.*)?"); // the answer replaces what was sent
            flow.othersToo |= !ANSWERS_NOTHING.contains(uri.split(":", 2)[0]);
        }
    }

    private void process(ProcessDefinition step, SampleState flow, LearningRecord sample) {
        String ref = String.valueOf(step.getRef());
        Object bean = context.getRegistry().lookupByName(ref.replaceFirst("^#(bean:)?", ""));
        if (ref.equals(FILTERED)) {
            flow.named = true;
        } else if (bean instanceof RecordTemplate template) {
            facts.needRecord(step, flow);
            translation.process(step, template, flow, sample);
        } else if (bean == null || !Evaluation.isOurs(bean)) {
            flow.sent = true;
            flow.unsure = true;
            flow.loseSight();
        }
    }

    private void split(SplitDefinition split, SampleState flow, LearningRecord sample) {
        Evaluation.Outcome outcome = evaluation.value(split, split.getExpression(), flow, sample);
        Object parts = outcome.value();
        SampleState part = flow.copy();
        part.unsure = flow.unsure;
        part.bodyKnown = outcome.known() && parts != null;
        part.exchange.getMessage().setBody(first(parts));
        steps(split.getOutputs(), part, sample);
        flow.named |= part.named;
        flow.sent |= part.sent;
        flow.unsure |= part.unsure;
        if (split.getAggregationStrategy() != null) {
            flow.bodyKnown = false;
        }
    }

    private static @Nullable Object first(@Nullable Object parts) {
        Iterator<?> several = parts instanceof Iterator<?> iterator ? iterator
                : parts instanceof Iterable<?> iterable ? iterable.iterator() : List.of().iterator();
        return several.hasNext() ? several.next() : parts;
    }

    /** Leads the sample through a step of which only the inner steps are known. */
    private void unknown(ProcessorDefinition<?> step, SampleState flow, LearningRecord sample) {
        if (step instanceof ExpressionNode node) {
            evaluation.value(step, node.getExpression(), flow, sample);
        } else if (step instanceof ToDynamicDefinition dynamic) {
            evaluation.readHeaders(step, "simple", String.valueOf(dynamic.getUri()), flow);
        }
        boolean replaces = step instanceof EnrichDefinition enrich && enrich.getAggregationStrategy() == null
                || step instanceof PollEnrichDefinition polled && polled.getAggregationStrategy() == null;
        SampleState inside = flow.copy();
        steps(step.getOutputs(), inside, sample);
        flow.named |= inside.named;
        flow.sent |= inside.sent || step instanceof ToDynamicDefinition || step.getOutputs().isEmpty();
        flow.unsure = true;
        flow.loseSight();
        flow.noRecord = replaces && FOREIGN.matcher(expression(step)).matches();
    }

    private static String expression(ProcessorDefinition<?> step) {
        return step instanceof ExpressionNode node && node.getExpression() != null
                ? String.valueOf(node.getExpression().getExpression()) : "";
    }
}
