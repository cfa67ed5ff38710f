package serai.check.walk;

import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;
import serai.check.Configuration;
import serai.check.Paths;
import serai.check.Steps;
import serai.journal.DestinationName;
import serai.journal.attempt.Attempt;
import serai.model.LearningRecord;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Leads a sample of each type and platform through the routes: it evaluates their expressions, follows {@code direct:}, and
 * translates. It calls no bean but Serai's own, and no endpoint. After a step whose outcome only a run would show, it goes on
 * with what is still known.
 */
public final class SampleWalk {

    /** Sources of messages that are no learning records. */
    private static final Pattern TAKEN_IN = Pattern
            .compile("(platform-http|rest|servlet|jetty|undertow|netty-http|azure-.*|aws2-.*|kafka|jms|amqp|activemq\\d?|paho.*|"
                    + "timer|scheduler|quartz|cron|file|ftps?|sftp|imaps?|pop3s?)(:.*)?");
    private static final Pattern PERIOD = Pattern.compile("[?&]period=");
    private static final Pattern BATCH_OF_ONE = Pattern.compile("[?&]batchSize=1(&|$)");

    private final Configuration configuration;
    private final CamelContext context;
    private final WalkResult facts = new WalkResult();
    /** The destinations of each sample, by its id; a sample whose way is not known is not in it. */
    private final Map<UUID, Set<String>> named = new HashMap<>();
    private final StepWalk steps;

    private SampleWalk(Configuration configuration) {
        this.configuration = configuration;
        this.context = configuration.context();
        this.steps = new StepWalk(configuration, facts);
    }

    /** What the walk finds; there is one walk for a configuration. */
    public static WalkResult of(Configuration configuration) {
        return configuration.remembered(SampleWalk.class, () -> new SampleWalk(configuration).seen());
    }

    private WalkResult seen() {
        configuration.ownRoutes().stream().filter(route -> Paths.isOfSource(Steps.uri(route))).forEach(this::takeIn);
        configuration.ownRoutes().stream().filter(route -> DestinationName.isIn(Steps.uri(route)))
                .forEach(route -> Samples.all().stream().filter(sample -> mayBeNamed(route, sample)).forEach(sample -> {
                    deliver(route, sample, false);
                    deliver(route, Samples.difficult(sample), true);
                }));
        return facts;
    }

    /** Whether a route of a source names the destination for such events, or may do so. */
    private boolean mayBeNamed(RouteDefinition route, LearningRecord sample) {
        Set<String> known = named.get(sample.id());
        return known == null || DestinationName.written(context.resolvePropertyPlaceholders(Steps.uri(route)))
                .anyMatch(known::contains);
    }

    private void deliver(RouteDefinition route, LearningRecord sample, boolean difficult) {
        SampleState state = new SampleState(new DefaultExchange(context));
        String day = sample.receivedAt().atZone(ZoneOffset.UTC).toLocalDate().toString();
        state.ofPeriod = PERIOD.matcher(String.valueOf(route.getInput().getEndpointUri())).find();
        if (state.ofPeriod) { // a page of records of all types
            state.set("page", day);
            state.set("period", day);
            state.set("part", 1);
        } else {
            state.set("type", sample.type());
            state.set("source", sample.source());
            state.set("redraw", false);
            state.set("receivedDay", day);
        }
        state.set("repeat", false);
        state.exchange.getMessage().setBody(isOne(route) ? List.of(sample) : List.of(sample, sample));
        state.difficult = difficult;
        state.exchange.setProperty(Attempt.PROPERTY, new Attempt("sample", 1, false, Map.of()));
        state.bodyKnown = true;
        steps.walk(route, state, sample);
        facts.sent.merge(route, state.sent || state.unsure, Boolean::logicalOr);
    }

    /** Whether a destination's route gets one record at a time. */
    private boolean isOne(RouteDefinition route) {
        try {
            return BATCH_OF_ONE.matcher(context.resolvePropertyPlaceholders(route.getInput().getEndpointUri())).find();
        } catch (IllegalArgumentException e) {
            return false; // a placeholder that is not set; another rule reports it
        }
    }

    /** Leads all samples through a source's route; the step that decodes shows which platform's events the route takes in. */
    private void takeIn(RouteDefinition route) {
        for (LearningRecord sample : Samples.all()) {
            SampleState state = new SampleState(new DefaultExchange(context));
            state.loseSight();
            state.noRecord = TAKEN_IN.matcher(Steps.uri(route)).matches();
            if (steps.walk(route, state, sample) && !state.unsure) {
                named.computeIfAbsent(sample.id(), id -> new TreeSet<>()).addAll(state.destinations);
                if (!state.named) {
                    facts.unnamed.add(new WalkResult.Unnamed(steps.last(), sample));
                }
            }
        }
    }
}
