package serai.bench.intake;

import serai.bench.machine.Workplace;
import serai.bench.ours.Routes;
import serai.bench.ours.SharedJournal;
import serai.bench.ours.Shipped;
import serai.bench.peer.Bare;
import serai.bench.peer.Postgres;
import serai.bench.peer.handwritten.HandwrittenProcess;

/** The webhook with a journal in PostgreSQL, against the limit or against what one would write by hand. */
public final class WebhookPostgres extends WebhookBench {

    private final boolean handwritten;
    private Postgres journal;

    /** @param handwritten whether the other side is a program that keeps events too, not a bare server */
    public WebhookPostgres(boolean handwritten) {
        this.handwritten = handwritten;
    }

    @Override
    public String name() {
        return handwritten ? "webhook-postgres-handwritten" : "webhook-postgres";
    }

    @Override
    public double goal() {
        return handwritten ? 1 : 0.3;
    }

    @Override
    public String title() {
        return handwritten ? "webhook to journal in PostgreSQL, against Vert.x, JSON Schema and one table there, written by hand"
                : "webhook to journal in PostgreSQL, against bare Vert.x that answers 202";
    }

    @Override
    public String conclusion() {
        return handwritten
                ? "Below 1: the price of routes, destinations and leases. At 1, a program of one's own would be no faster."
                : "Nothing for or against Serai: how much of what this machine can answer goes into keeping events there.";
    }

    @Override
    public Shipped startSerai(Workplace place) throws Exception {
        journal = Postgres.start(place);
        return Shipped.start(place, "serai",
                SharedJournal.settings(journal, "one", Routes.copy(place).withoutDelivering().setting()));
    }

    @Override
    public WebhookSide ours(Shipped serai) {
        return WebhookSide.answering(serai.webhook(), serai.process(), journal.process());
    }

    @Override
    public WebhookSide startOther(Workplace place, Shipped serai) throws Exception {
        if (!handwritten) {
            Bare bare = Bare.start(place, "bare", serai.javaOptions());
            return WebhookSide.answering(bare.webhook(), bare.process());
        }
        Postgres events = Postgres.start(place, "postgres-handwritten");
        HandwrittenProcess program = HandwrittenProcess.start(place, serai.javaOptions(),
                events.url() + "&reWriteBatchedInserts=true");
        return WebhookSide.answering(program.webhook(), program.process(), events.process());
    }
}
