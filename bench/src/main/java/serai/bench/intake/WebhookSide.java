package serai.bench.intake;

import serai.bench.comparison.Cost;
import serai.bench.load.Wrk;
import serai.bench.machine.Child;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One side of a bench of the webhook: where it takes events in, and what it costs there. */
final class WebhookSide {

    private final String webhook;
    private final Cost cost;
    private final Optional<Delivery> delivery;

    /** Waits until events are where they belong. */
    @FunctionalInterface
    interface Delivery {

        /** @param events that were accepted since the last call, all of which are to arrive */
        void await(long events) throws IOException, InterruptedException;
    }

    private WebhookSide(String webhook, Optional<Delivery> delivery, Child... processes) {
        this.webhook = webhook;
        this.cost = new Cost(processes);
        this.delivery = delivery;
    }

    /** A side that has done all it has to do with an event when it answers. */
    static WebhookSide answering(String webhook, Child... processes) {
        return new WebhookSide(webhook, Optional.empty(), processes);
    }

    /** A side whose events have to arrive somewhere: its clock stops when the last one has. */
    static WebhookSide delivering(String webhook, Delivery delivery, Child... processes) {
        return new WebhookSide(webhook, Optional.of(delivery), processes);
    }

    /** Posts for a time. @return events a second */
    double round(Wrk wrk, int connections, Duration time) throws IOException, InterruptedException {
        return cost.of(() -> {
            long begin = System.nanoTime();
            Wrk.Load load = wrk.post(webhook, connections, time);
            if (delivery.isEmpty()) {
                return load;
            }
            delivery.get().await(load.requests());
            return new Wrk.Load(load.requests() / ((System.nanoTime() - begin) / 1e9), load.requests());
        }).perSecond();
    }

    Cost cost() {
        return cost;
    }
}
