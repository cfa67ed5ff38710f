package serai.bench;

import serai.bench.peer.Naive;

import java.io.IOException;
import java.sql.Connection;

/** The webhook against what one writes in an afternoon: a Camel route with one INSERT a request. */
final class WebhookNaive implements Bench {

    private static final int CONNECTIONS = 64;

    private Workplace workplace;
    private Wrk wrk;
    private Shipped serai;
    private String naive;

    @Override
    public String name() {
        return "webhook-naive";
    }

    @Override
    public double goal() {
        return 15;
    }

    @Override
    public String unit() {
        return "requests/s";
    }

    @Override
    public String title() {
        return "webhook to journal, against a Camel route with one INSERT a request (PostgreSQL)";
    }

    @Override
    public void open(Workplace place) throws Exception {
        workplace = place;
        wrk = new Wrk(place, "praesidium.lua");
        serai = Shipped.start(place, "serai", Routes.copy(place).withoutDelivering().setting());
        Postgres postgres = Postgres.start(place);
        try (Connection connection = postgres.connect()) {
            connection.createStatement().execute("CREATE TABLE event (id bigserial PRIMARY KEY, type text NOT NULL,"
                    + " happened timestamp NOT NULL, learner text NOT NULL, raw json NOT NULL)");
        }
        int port = place.freePort();
        naive = "http://127.0.0.1:%d/praesidium/events".formatted(port);
        place.startJava("naive", serai.javaOptions(), Naive.class, Integer.toString(port), postgres.url())
                .until("an answer", new Publisher(naive)::isAccepted);
        WarmUp.untilSteady(this::ours);
        WarmUp.untilSteady(this::theirs);
    }

    @Override
    public double ours() throws IOException, InterruptedException {
        return wrk.post(serai.webhook(), CONNECTIONS, workplace.round()).perSecond();
    }

    @Override
    public double theirs() throws IOException, InterruptedException {
        return wrk.post(naive, CONNECTIONS, workplace.round()).perSecond();
    }
}
