package serai.bench.intake;

import serai.bench.machine.Workplace;
import serai.bench.ours.Routes;
import serai.bench.ours.Shipped;
import serai.bench.peer.NodeRed;
import serai.bench.peer.Postgres;

import java.util.HashMap;
import java.util.Map;

/** The webhook with delivery to files and PostgreSQL, against Node-RED that writes both and then answers. */
public final class WebhookNodeRed extends WebhookBench {

    private Postgres postgres;

    @Override
    public String name() {
        return "webhook-nodered";
    }

    @Override
    public double goal() {
        return 12;
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
    public String conclusion() {
        return "Above 1, it takes as many Node-REDs, which promise less, to deliver what one Serai delivers.";
    }

    @Override
    public Shipped startSerai(Workplace place) throws Exception {
        postgres = Postgres.start(place);
        Map<String, String> settings = new HashMap<>(Routes.copy(place).withoutLrs().setting());
        settings.put("serai.warehouse.url", postgres.url());
        settings.put("serai.warehouse.username", Postgres.USER);
        return Shipped.start(place, "serai", settings);
    }

    /** Serai's side: an event is done when it is in the files and in PostgreSQL. */
    @Override
    public WebhookSide ours(Shipped serai) {
        return WebhookSide.delivering(serai.webhook(), events -> serai.untilDelivered(), serai.process(), postgres.process());
    }

    @Override
    public WebhookSide startOther(Workplace place, Shipped serai) throws Exception {
        NodeRed nodeRed = NodeRed.start(place, postgres);
        return WebhookSide.answering(nodeRed.webhook(), nodeRed.process(), postgres.process());
    }
}
