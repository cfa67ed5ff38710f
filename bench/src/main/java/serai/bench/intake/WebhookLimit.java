package serai.bench.intake;

import serai.bench.machine.Workplace;
import serai.bench.ours.Routes;
import serai.bench.ours.Shipped;
import serai.bench.peer.Bare;

import java.io.IOException;

/** The webhook, durable, against the limit: a bare server that keeps nothing. */
public final class WebhookLimit extends WebhookBench {

    private final int connections;

    public WebhookLimit(int connections) {
        super(connections);
        this.connections = connections;
    }

    @Override
    public String name() {
        return "webhook-sqlite-" + connections;
    }

    @Override
    public double goal() {
        return 0.35;
    }

    @Override
    public double farMark() {
        return 0.45;
    }

    @Override
    public String title() {
        return "webhook to journal, %d connections, against bare Vert.x that answers 202".formatted(connections);
    }

    @Override
    public String conclusion() {
        return "Nothing for or against Serai: how much of what this machine can answer goes into keeping events.";
    }

    @Override
    public Shipped startSerai(Workplace place) throws IOException, InterruptedException {
        return Shipped.start(place, "serai", Routes.copy(place).withoutDelivering().setting());
    }

    @Override
    public WebhookSide startOther(Workplace place, Shipped serai) throws IOException, InterruptedException {
        Bare bare = Bare.start(place, "bare", serai.javaOptions());
        return WebhookSide.answering(bare.webhook(), bare.process());
    }
}
