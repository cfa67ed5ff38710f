package serai.bench.intake;

import serai.bench.machine.Workplace;
import serai.bench.ours.Routes;
import serai.bench.ours.Shipped;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The webhook while somebody has the operations page open, against one without the page. */
public final class WebhookPage extends WebhookBench {

    private Map<String, String> routes = Map.of(); // set by startSerai, for both sides

    @Override
    public String name() {
        return "webhook-page";
    }

    @Override
    public double goal() {
        return 0.95;
    }

    @Override
    public String title() {
        return "webhook to journal while the operations page is open, against one without the page";
    }

    @Override
    public String conclusion() {
        return "At 1, looking at the operations page takes nothing from what is taken in.";
    }

    @Override
    public Shipped startSerai(Workplace place) throws IOException, InterruptedException {
        routes = Routes.copy(place).withoutDelivering().setting();
        Shipped serai = started(place, "serai", true);
        OpenPage.at(serai.page());
        return serai;
    }

    @Override
    public WebhookSide startOther(Workplace place, Shipped serai) throws IOException, InterruptedException {
        Shipped without = started(place, "without", false);
        return WebhookSide.answering(without.webhook(), without.process());
    }

    private Shipped started(Workplace place, String name, boolean page) throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(routes);
        settings.put("serai.console", Boolean.toString(page));
        return Shipped.start(place, name, settings);
    }
}
