package serai.bench;

import serai.bench.comparison.Bench;
import serai.bench.drain.Backlog;
import serai.bench.drain.DrainArchive;
import serai.bench.drain.DrainLrs;
import serai.bench.drain.DrainPostgres;
import serai.bench.drain.Latency;
import serai.bench.footprint.Memory;
import serai.bench.footprint.Start;
import serai.bench.footprint.StartAot;
import serai.bench.growth.Destinations;
import serai.bench.growth.GrownAppend;
import serai.bench.growth.GrownDrain;
import serai.bench.growth.GrownForgotten;
import serai.bench.growth.PeopleStep;
import serai.bench.instances.Instances;
import serai.bench.instances.Takeover;
import serai.bench.intake.ServiceBus;
import serai.bench.intake.WebhookArtemis;
import serai.bench.intake.WebhookFirst;
import serai.bench.intake.WebhookHandwritten;
import serai.bench.intake.WebhookLimit;
import serai.bench.intake.WebhookNaive;
import serai.bench.intake.WebhookNodeRed;
import serai.bench.intake.WebhookPage;
import serai.bench.intake.WebhookPostgres;

import java.util.List;
import java.util.function.Supplier;

/** Every comparison, in the order of the table. */
public final class Benches {

    private static final List<Supplier<Bench>> ALL = List.of(
            () -> new WebhookLimit(64),
            () -> new WebhookLimit(256),
            WebhookHandwritten::new,
            WebhookFirst::new,
            () -> new WebhookPostgres(false),
            () -> new WebhookPostgres(true),
            () -> new WebhookArtemis(false),
            () -> new WebhookArtemis(true),
            WebhookNaive::new,
            WebhookNodeRed::new,
            WebhookPage::new,
            () -> new ServiceBus(1, 2_000),
            () -> new ServiceBus(16, 10_000),
            () -> new ServiceBus(64, 10_000),
            DrainPostgres::new,
            DrainArchive::new,
            DrainLrs::new,
            () -> new Latency("archive"),
            () -> new Latency("warehouse"),
            () -> new Latency("lrs"),
            Latency::ofAnotherInstance,
            GrownAppend::new,
            GrownDrain::new,
            GrownForgotten::new,
            Destinations::new,
            PeopleStep::new,
            Backlog::new,
            Start::new,
            StartAot::new,
            Memory::idle,
            Memory::underLoad,
            Takeover::new,
            Instances::new);

    private Benches() {
    }

    /** New instances of all benches, not opened yet. */
    public static List<Bench> all() {
        return ALL.stream().map(Supplier::get).toList();
    }
}
