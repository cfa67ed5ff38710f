package serai.bench.intake;

import serai.bench.machine.Workplace;
import serai.bench.ours.Routes;
import serai.bench.ours.Shipped;
import serai.bench.peer.handwritten.HandwrittenProcess;

import java.io.IOException;

/** The webhook against what a good engineer would write in a day for this one source. */
public final class WebhookHandwritten extends WebhookBench {

    @Override
    public String name() {
        return "webhook-handwritten";
    }

    @Override
    public double goal() {
        return 1;
    }

    @Override
    public String title() {
        return "webhook to journal, against Vert.x, JSON Schema and one table of SQLite, written by hand";
    }

    @Override
    public String conclusion() {
        return "Below 1: the price of routes, destinations and metrics. At 1, a program of one's own would be no faster.";
    }

    @Override
    public Shipped startSerai(Workplace place) throws IOException, InterruptedException {
        return Shipped.start(place, "serai", Routes.copy(place).withoutDelivering().setting());
    }

    @Override
    public WebhookSide startOther(Workplace place, Shipped serai) throws IOException, InterruptedException {
        HandwrittenProcess program = HandwrittenProcess.start(place, serai.javaOptions());
        return WebhookSide.answering(program.webhook(), program.process());
    }
}
