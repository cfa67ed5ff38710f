package serai.bench.intake;

import serai.bench.load.Credentials;
import serai.bench.load.Publisher;
import serai.bench.machine.Child;
import serai.bench.machine.Workplace;
import serai.bench.ours.Routes;
import serai.bench.ours.Shipped;
import serai.bench.peer.CamelPeer;
import serai.bench.peer.Postgres;

import java.sql.Connection;

/** The webhook against what one writes in an afternoon: a Camel route with one INSERT a request. */
public final class WebhookNaive extends WebhookBench {

    @Override
    public String name() {
        return "webhook-naive";
    }

    @Override
    public double goal() {
        return 8;
    }

    @Override
    public double farMark() {
        return 15;
    }

    @Override
    public String title() {
        return "webhook to journal, against a Camel route with one INSERT a request (PostgreSQL)";
    }

    @Override
    public String conclusion() {
        return "Above 1, a plain route with a database would take in that much less, and need the database.";
    }

    @Override
    public Shipped startSerai(Workplace place) throws Exception {
        return Shipped.start(place, "serai", Routes.copy(place).withoutDelivering().setting());
    }

    @Override
    public WebhookSide startOther(Workplace place, Shipped serai) throws Exception {
        Postgres postgres = Postgres.start(place);
        try (Connection connection = postgres.connect()) {
            connection.createStatement().execute("CREATE TABLE event (id bigserial PRIMARY KEY, type text NOT NULL,"
                    + " happened timestamp NOT NULL, learner text NOT NULL, raw json NOT NULL)");
        }
        int port = place.freePort();
        String naive = "http://127.0.0.1:%d/praesidium/events".formatted(port);
        Child camel = place.startJava("naive", serai.javaOptions(), CamelPeer.class, "bench/peers/naive",
                "camel.server.port=" + port, "camel.server.basicPropertiesFile=" + Credentials.usersFile(place),
                "bench.postgres=" + postgres.url())
                .until("an answer", new Publisher(naive)::isAccepted);
        return WebhookSide.answering(naive, camel, postgres.process());
    }
}
