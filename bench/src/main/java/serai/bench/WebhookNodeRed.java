package serai.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The webhook with delivery to files and PostgreSQL, against Node-RED that writes both and then answers. */
final class WebhookNodeRed implements Bench {

    private static final int CONNECTIONS = 64;

    private Workplace workplace;
    private Wrk wrk;
    private Shipped serai;
    private NodeRed nodeRed;

    @Override
    public String name() {
        return "webhook-nodered";
    }

    @Override
    public double goal() {
        return 10;
    }

    @Override
    public String unit() {
        return "events delivered/s";
    }

    @Override
    public String title() {
        return "webhook to journal and on to files and PostgreSQL, against Node-RED: file and PostgreSQL, then reply";
    }

    @Override
    public void open(Workplace place) throws Exception {
        workplace = place;
        wrk = new Wrk(place, "praesidium.lua");
        Postgres postgres = Postgres.start(place);
        Map<String, String> settings = new HashMap<>(Routes.copy(place).withoutLrs().setting());
        settings.put("serai.warehouse.url", postgres.url());
        settings.put("serai.warehouse.username", Postgres.USER);
        serai = Shipped.start(place, "serai", settings);
        nodeRed = NodeRed.start(place, postgres);
        WarmUp.untilSteady(this::ours);
        WarmUp.untilSteady(this::theirs);
    }

    /** From the first request until the last event is in both places. */
    @Override
    public double ours() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long events = wrk.post(serai.webhook(), CONNECTIONS, workplace.round()).requests();
        serai.untilDelivered();
        return events / ((System.nanoTime() - begin) / 1e9);
    }

    @Override
    public double theirs() throws IOException, InterruptedException {
        return wrk.post(nodeRed.webhook(), CONNECTIONS, workplace.round()).perSecond();
    }
}
