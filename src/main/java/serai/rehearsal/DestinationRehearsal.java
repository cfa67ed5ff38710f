package serai.rehearsal;

import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import serai.journal.DestinationState;
import serai.journal.attempt.Attempt;
import serai.journal.camel.JournalEndpoint;
import serai.journal.camel.RouteDelivery;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.page.BatchHandler;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.store.Failure;
import serai.model.LearningRecord;
import serai.rehearsal.outside.Requests;
import serai.rehearsal.outside.StepTrace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Delivers records to one destination's route as a journal does, and sets the clock forward where Serai would wait. */
final class DestinationRehearsal implements BatchHandler {

    /** The most turns of a delivery; only a script that never ends would need more. */
    private static final int TURNS_MAX = 1_000;

    private final Route route;
    private final StepTrace trail;
    private final Requests requests;
    private final SteppedClock clock;
    private final RouteDelivery delivery;
    private final List<RehearsedAttempt> attempts = new ArrayList<>();
    private final Instant begin;

    DestinationRehearsal(Route route, StepTrace trail, Requests requests, SteppedClock clock) {
        this.route = route;
        this.trail = trail;
        this.requests = requests;
        this.clock = clock;
        this.begin = clock.instant();
        this.delivery = new RouteDelivery(consumer(), clock, () -> false);
    }

    private Consumer consumer() {
        return route.getConsumer();
    }

    /** @param again whether the route may have had the records before, as after a start */
    DeliveryResult deliver(String destination, List<LearningRecord> records, RetryPolicy policy, boolean again) {
        RehearsedStore store = new RehearsedStore(records, clock, again ? records.size() : 0);
        BatchLimits limits = ((JournalEndpoint) route.getEndpoint()).limits();
        Delivery loop = new Delivery(store, destination, limits.inOrder(), policy, clock,
                Runnable::run, this);
        @Nullable
        Duration next = null;
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            Optional<Duration> wait = loop.attempt().or(() -> untilHeld(store));
            DestinationState state = store.state();
            next = wait.orElse(null);
            if (wait.isEmpty() || requests.isScriptOver() && !wait.get().isZero() && (state.isTroubled() || isHeld(store))) {
                break;
            }
            clock.forward(wait.get());
        }
        return new DeliveryResult(destination, route.getRouteId(), records, attempts,
                IntStream.range(0, records.size()).mapToObj(store::stateOf).toList(), store.state().stopped(), next);
    }

    private static boolean isHeld(RehearsedStore store) {
        return store.heldUntil().isPresent();
    }

    private Optional<Duration> untilHeld(RehearsedStore store) {
        return store.heldUntil().map(due -> Duration.between(clock.instant(), due))
                .map(wait -> wait.isNegative() || wait.isZero() ? Duration.ofMillis(1) : wait);
    }

    @Override
    public void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws Exception {
        Duration after = Duration.between(begin, clock.instant());
        trail.begin();
        Failure failure = null;
        try {
            delivery.take(key, records, attempt);
        } catch (DeliveryFailedException e) {
            failure = e.failure();
            throw e;
        } finally {
            attempts.add(new RehearsedAttempt(records, attempt.isRepeat(), trail.steps(), requests.taken(), failure,
                    attempt.leftOut().size(), after));
        }
    }
}
