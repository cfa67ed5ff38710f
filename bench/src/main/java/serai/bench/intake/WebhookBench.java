package serai.bench.intake;

import serai.bench.comparison.Bench;
import serai.bench.comparison.Cost;
import serai.bench.load.WarmUp;
import serai.bench.load.Wrk;
import serai.bench.machine.Workplace;
import serai.bench.ours.Shipped;

import java.util.Optional;

/** A bench of the webhook: both sides get the same requests, and what an event costs each is told beside the ratio. */
abstract class WebhookBench implements Bench {

    private static final int CONNECTIONS = 64;

    private final int connections;
    private Workplace workplace;
    private Wrk wrk;
    private WebhookSide ours;
    private WebhookSide theirs;

    WebhookBench() {
        this(CONNECTIONS);
    }

    WebhookBench(int connections) {
        this.connections = connections;
    }

    /** Starts Serai as the bench wants it. */
    abstract Shipped startSerai(Workplace place) throws Exception;

    /** Serai's side; unless a bench overrides this, an event is done when it is answered. */
    WebhookSide ours(Shipped serai) {
        return WebhookSide.answering(serai.webhook(), serai.process());
    }

    /**
     * Starts the other side.
     *
     * @param serai whose options of Java it gets
     */
    abstract WebhookSide startOther(Workplace place, Shipped serai) throws Exception;

    @Override
    public String unit() {
        return "requests/s";
    }

    @Override
    public final void open(Workplace place) throws Exception {
        workplace = place;
        wrk = new Wrk(place, "praesidium.lua");
        Shipped serai = startSerai(place);
        ours = ours(serai);
        theirs = startOther(place, serai);
        WarmUp.untilSteady(this::ours);
        WarmUp.untilSteady(this::theirs);
    }

    @Override
    public final double ours() throws Exception {
        return ours.round(wrk, connections, workplace.round());
    }

    @Override
    public final double theirs() throws Exception {
        return theirs.round(wrk, connections, workplace.round());
    }

    @Override
    public Optional<Cost> ourCost() {
        return Optional.of(ours.cost());
    }

    @Override
    public Optional<Cost> theirCost() {
        return Optional.of(theirs.cost());
    }
}
