package serai.bench.intake;

import serai.bench.machine.GrowingFile;
import serai.bench.machine.Workplace;
import serai.bench.ours.Routes;
import serai.bench.ours.Shipped;
import serai.bench.peer.Artemis;

import java.io.IOException;

/** The webhook against what a Camel expert would build for the same guarantee: a persistent queue of an embedded broker. */
public final class WebhookArtemis extends WebhookBench {

    private final boolean delivers;

    /** @param delivers whether the clock stops when the last event is in a file, not when it is answered */
    public WebhookArtemis(boolean delivers) {
        this.delivers = delivers;
    }

    @Override
    public String name() {
        return delivers ? "webhook-artemis-delivered" : "webhook-artemis";
    }

    @Override
    public double goal() {
        return delivers ? 5 : 3;
    }

    @Override
    public String unit() {
        return delivers ? "events delivered/s" : "requests/s";
    }

    @Override
    public String title() {
        return delivers
                ? "webhook to journal and on to the archive, against Camel, ActiveMQ Artemis and four consumers to a file"
                : "webhook to journal, against Camel and a persistent queue of an embedded ActiveMQ Artemis";
    }

    @Override
    public String conclusion() {
        return delivers ? "Above 1, a queue with transacted consumers would deliver that much less with the same promise."
                : "Above 1, a broker in the same process would take in that much less with the same promise.";
    }

    @Override
    public Shipped startSerai(Workplace place) throws IOException, InterruptedException {
        Routes routes = Routes.copy(place);
        return Shipped.start(place, "serai", (delivers ? routes.withArchiveOnly() : routes.withoutDelivering()).setting());
    }

    @Override
    public WebhookSide ours(Shipped serai) {
        return delivers
                ? WebhookSide.delivering(serai.webhook(), events -> serai.untilDelivered(), serai.process())
                : super.ours(serai);
    }

    @Override
    public WebhookSide startOther(Workplace place, Shipped serai) throws IOException, InterruptedException {
        Artemis artemis = Artemis.start(place, serai.javaOptions(), delivers);
        if (!delivers) {
            return WebhookSide.answering(artemis.webhook(), artemis.process());
        }
        GrowingFile delivered = new GrowingFile(artemis.delivered());
        return WebhookSide.delivering(artemis.webhook(), events -> delivered.awaitLines(events, artemis.process()),
                artemis.process());
    }
}
