package serai.cli.configure;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import serai.cli.terminal.ComponentSettings;
import serai.journal.store.Failure;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.rehearsal.DeliveryResult;
import serai.rehearsal.GivenEvent;
import serai.rehearsal.IntakeResult;
import serai.rehearsal.Rehearsal;
import serai.rehearsal.RouteChoice;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Explains events by one configuration: settings, and the routes that they name. */
final class EventExplanations implements AutoCloseable {

    private final Rehearsal rehearsal;
    private final Set<String> only;
    private final boolean repeats;

    private EventExplanations(Rehearsal rehearsal, Set<String> only, boolean repeats) {
        this.rehearsal = rehearsal;
        this.only = only;
        this.repeats = repeats;
    }

    /**
     * @param settings another settings file than {@code application.properties}; null for that
     * @param routes   another folder of routes than the settings name; null for that
     * @param only     the destinations to show; empty for all
     * @param repeats  whether to look for what a repeat sends differently
     * @throws Exception if the configuration can't be loaded
     */
    static EventExplanations of(@Nullable Path settings, @Nullable Path routes, Set<String> only, boolean repeats, Instant now)
            throws Exception {
        CamelContext context = ComponentSettings.appliedTo(CheckedConfiguration.context(settings, routes));
        return new EventExplanations(
                Rehearsal.of(context, now, only.isEmpty() ? RouteChoice.ALL : new RouteChoice(List.of(), only)), only,
                repeats);
    }

    /** The names of the destinations of this configuration that it may explain. */
    Set<String> destinations() {
        return rehearsal.destinations();
    }

    /** @param platform whose event it is; not needed for a record */
    Explanation explain(GivenEvent event, @Nullable Platform platform, int number) {
        LearningRecord given = event.record();
        if (given != null) {
            return delivered(rehearsal.route(given), number);
        }
        if (platform == null && event.fault() != null) {
            throw new IllegalArgumentException(
                    event.fault().problem() + "; complete or correct it. To see how a source refuses it, name the source with "
                            + "--platform");
        }
        if (platform == null) {
            throw new IllegalArgumentException("it is neither an event of Microsoft Community Training (EventType) nor of "
                    + "Praesidium Academy (event_type), nor a record; name its platform with --platform");
        }
        return delivered(rehearsal.takeIn(platform, event.payload().bytes()), number);
    }

    private Explanation delivered(IntakeResult intake, int number) {
        List<DeliveryResult> deliveries = new ArrayList<>();
        Map<String, DeliveryResult> otherwise = new LinkedHashMap<>();
        Explanation explanation = new Explanation(number, intake, deliveries, otherwise);
        LearningRecord record = intake.record();
        if (record != null && explanation.isNew()) {
            intake.destinations().stream().filter(name -> only.isEmpty() || only.contains(name))
                    .forEach(name -> deliveries.add(rehearsal.deliver(name, List.of(record))));
        }
        if (repeats && record != null) {
            deliveries.forEach(first -> {
                DeliveryResult repeat = rehearsal.deliverAgain(first.destination(), List.of(record));
                if (!sent(first).equals(sent(repeat))) {
                    otherwise.put(first.destination(), repeat);
                }
            });
        }
        return explanation;
    }

    /** The requests of each attempt, and the class of its failure. */
    private static List<List<Object>> sent(DeliveryResult delivery) {
        return delivery.attempts().stream().map(attempt -> {
            Failure failure = attempt.failure();
            return List.<Object>of(attempt.requests(), failure == null ? "" : failure.failureClass());
        }).toList();
    }

    @Override
    public void close() {
        rehearsal.close();
    }
}
