package serai.bench;

import java.io.IOException;

/** The webhook, durable, against the limit: a bare server that keeps nothing. */
final class WebhookLimit implements Bench {

    private final int connections;
    private Workplace workplace;
    private Wrk wrk;
    private Shipped serai;
    private Bare bare;

    WebhookLimit(int connections) {
        this.connections = connections;
    }

    @Override
    public String name() {
        return "webhook-sqlite-" + connections;
    }

    @Override
    public double goal() {
        return 0.45;
    }

    @Override
    public String unit() {
        return "requests/s";
    }

    @Override
    public String title() {
        return "webhook to journal, %d connections, against bare Vert.x that answers 202".formatted(connections);
    }

    @Override
    public void open(Workplace place) throws Exception {
        workplace = place;
        wrk = new Wrk(place, "praesidium.lua");
        serai = Shipped.start(place, "serai", Routes.copy(place).withoutDelivering().setting());
        bare = Bare.start(place, "bare", serai.javaOptions());
        WarmUp.untilSteady(this::ours);
        WarmUp.untilSteady(this::theirs);
    }

    @Override
    public double ours() throws IOException, InterruptedException {
        return wrk.post(serai.webhook(), connections, workplace.round()).perSecond();
    }

    @Override
    public double theirs() throws IOException, InterruptedException {
        return wrk.post(bare.webhook(), connections, workplace.round()).perSecond();
    }
}
