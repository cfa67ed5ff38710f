package serai.bench.instances;

import serai.bench.comparison.Bench;
import serai.bench.load.WarmUp;
import serai.bench.load.Wrk;
import serai.bench.machine.Workplace;
import serai.bench.ours.Routes;
import serai.bench.ours.SharedJournal;
import serai.bench.ours.Shipped;
import serai.bench.peer.Postgres;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What two instances take in together, against one; the load generator is pinned to one core. */
public final class Instances implements Bench {

    private static final int CONNECTIONS = 64;

    private Workplace workplace;
    private Wrk wrk;
    private List<Shipped> two;
    private Shipped one;

    @Override
    public String name() {
        return "instances";
    }

    @Override
    public double goal() {
        return 0.8;
    }

    @Override
    public String unit() {
        return "requests/s";
    }

    @Override
    public String title() {
        return "two instances on one journal in PostgreSQL, against one, 64 connections in all";
    }

    @Override
    public String conclusion() {
        return "Below 1: what taking turns at one journal costs. Another instance is for being there when one dies, "
                + "not for more events.";
    }

    @Override
    public void open(Workplace place) throws Exception {
        workplace = place;
        wrk = Wrk.pinned(place, "praesidium.lua");
        Map<String, String> routes = Routes.copy(place).withoutDelivering().setting();
        Postgres shared = Postgres.start(place, "postgres-two");
        two = List.of(Shipped.start(place, "first", SharedJournal.settings(shared, "first", routes)),
                Shipped.start(place, "second", SharedJournal.settings(shared, "second", routes)));
        one = Shipped.start(place, "alone", SharedJournal.settings(Postgres.start(place, "postgres-one"), "alone", routes));
        WarmUp.untilSteady(this::ours);
        WarmUp.untilSteady(this::theirs);
    }

    @Override
    public double ours() {
        List<CompletableFuture<Double>> rates = two.stream()
                .map(serai -> CompletableFuture.supplyAsync(() -> rate(serai, CONNECTIONS / two.size()))).toList();
        return rates.stream().mapToDouble(CompletableFuture::join).sum();
    }

    @Override
    public double theirs() {
        return rate(one, CONNECTIONS);
    }

    private double rate(Shipped serai, int connections) {
        try {
            return wrk.post(serai.webhook(), connections, workplace.round()).perSecond();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
