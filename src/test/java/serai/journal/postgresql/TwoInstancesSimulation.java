package serai.journal.postgresql;

import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.SourceCounts;
import serai.journal.operations.JournalOperations;
import serai.journal.postgresql.SimulatedInstances.Sent;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One episode of two instances on one store, decided by a seed: appends at either and at both, commits that are held back, holders
 * of a lease that are paused while the other takes over, connections that are cut, answers to commits that are lost, fail-overs to
 * a standby that is behind, restarts and purges. What destinations got is compared with what was acknowledged, and not lost by a
 * fail-over.
 */
final class TwoInstancesSimulation implements AutoCloseable {

    private static final List<String> DESTINATIONS = List.of("archive", "lrs");
    private static final int PARTITION = 20;
    /** Appends beside a purge, at the most. */
    private static final int AMID_PURGE = 150;

    private final Random random;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final String url;
    private final KeptEvents events = new KeptEvents(clock);
    private final SimulatedInstances instances;
    /** Null while there is none. */
    private LaggingStandby standby;
    private KeptEvents.Copy onStandby;
    private int takeovers;
    private int refusedSettlements;
    private int failOvers;
    private int lostAnswers;

    TwoInstancesSimulation(long seed) throws SQLException {
        random = new Random(seed);
        url = SharedPostgres.database();
        LaggingStandby.withTimelines(url);
        instances = new SimulatedInstances(url, clock, DESTINATIONS, events);
        instances.open(0);
        SharedPostgres.execute(url,
                "CREATE OR REPLACE FUNCTION partition_length() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT %s::bigint'"
                        .formatted(PARTITION));
        instances.open(1);
    }

    /** @return what happened, for whoever reads the test's output */
    String run(int steps) throws Exception {
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(18)) {
                case 0, 1, 2, 3 -> append(one(), 1 + random.nextInt(9));
                case 4 -> appendAtBoth();
                case 5 -> appendAgain();
                case 6, 7, 8 -> deliver(destination());
                case 9, 10 -> pauseAHolder(destination());
                case 11 -> holdACommitBack();
                case 12 -> cutOrRestart();
                case 13, 14 -> loseAnAnswer();
                case 15 -> {
                    standby = LaggingStandby.of(url);
                    onStandby = events.copy();
                }
                case 16 -> failOver(destination());
                default -> purge();
            }
        }
        for (String destination : DESTINATIONS) {
            while (deliver(destination)) {
                // The next page.
            }
            check(destination);
        }
        events.checkFiltered(instances.get(0).journal().sources().getOrDefault("mct", new SourceCounts(0, 0, 0, 0)).filtered());
        verify();
        events.known().forEach(learner -> events.isKnown(one(), learner));
        return "%s events, %s takeovers, %s settlements refused, %s answers lost, %s fail-overs, %s events lost by them".formatted(
                events.count(), takeovers, refusedSettlements, lostAnswers, failOvers, events.lost());
    }

    private LeasedInstance one() {
        return instances.get(random.nextInt(2));
    }

    private String destination() {
        return DESTINATIONS.get(random.nextInt(DESTINATIONS.size()));
    }

    private Set<String> names() {
        return random.nextInt(4) == 0 ? Set.of("archive") : Set.copyOf(DESTINATIONS);
    }

    private void append(LeasedInstance member, int count) {
        Map<LearningRecord, Set<String>> some = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            some.put(events.next(), names());
        }
        Map<LearningRecord, CompletableFuture<Appended>> appends = new LinkedHashMap<>();
        some.forEach((event, named) -> appends.put(event, member.submit(event, named)));
        appends.forEach((event, append) -> events.keep(member, event, some.get(event), append));
    }

    private void appendAtBoth() {
        LearningRecord event = events.next();
        List<CompletableFuture<Appended>> both =
                List.of(instances.get(0).submit(event, Set.of("lrs")), instances.get(1).submit(event, Set.of("lrs")));
        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(Appended.STORED, Appended.DUPLICATE);
        events.store(event, Set.of("lrs"));
    }

    private void appendAgain() {
        String lost = random.nextBoolean() ? events.anyLost(random) : null;
        String known = events.anyKnown(random);
        if (lost != null) {
            LearningRecord again = events.ofLearner(lost);
            assertThat(one().submit(again, Set.of("archive")).join()).as(lost).isEqualTo(Appended.STORED);
            events.store(again, Set.of("archive"));
        } else if (known != null) {
            events.isKnown(one(), known);
        }
    }

    /** @return whether there was something to deliver */
    private boolean deliver(String destination) {
        Sent what = instances.send(instances.holder(destination), destination);
        if (what.page().upTo() > what.page().after()) {
            what.settle(destination);
            return true;
        }
        return false;
    }

    /** It has sent a page, and is paused before it can settle it; the other takes over, and delivers the same page. */
    private void pauseAHolder(String destination) throws SQLException {
        Sent before = instances.send(instances.holder(destination), destination);
        LeasedInstance other = instances.get(0).equals(before.by()) ? instances.get(1) : instances.get(0);
        if (before.page().upTo() == before.page().after() || other.journal().epoch(destination).isPresent()) {
            return;
        }
        long epoch = before.by().journal().epoch(destination).orElse(0);
        // The holder's own thread is not paused, and may be quicker: with a connection opened anew, or under the next epoch.
        await().atMost(60, SECONDS).ignoreExceptions().until(() -> {
            SharedPostgres.execute(url, "UPDATE lease SET until = now() - interval '1 ms' WHERE destination = '%s' AND epoch = %s"
                    .formatted(destination, epoch));
            other.leases().renew();
            return other.journal().epoch(destination).isPresent() || before.by().journal().epoch(destination).orElse(0) != epoch;
        });
        if (other.journal().epoch(destination).isPresent()) {
            takeovers++;
            Sent again = instances.send(other, destination);
            boolean first = random.nextBoolean() && again.settle(destination);
            if (random.nextBoolean()) { // the other one is gone, and it goes on: under a lease of its own, but a later one
                SimulatedInstances.give(destination, other, before.by());
            }
            assertThat(before.settle(destination)).as("the paused holder settles %s of %s", before.page().upTo(), destination)
                    .isFalse();
            refusedSettlements++;
            if (!first) {
                again.settle(destination);
            }
        }
    }

    private void holdACommitBack() throws SQLException {
        LearningRecord first = events.next();
        LearningRecord second = events.next();
        CompletableFuture<Appended> one;
        CompletableFuture<Appended> other;
        long upTo = instances.get(0).journal().read("archive", 0, 100_000).upTo();
        try (Connection lock = SharedPostgres.connect(url); Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("UPDATE writing SET turn = turn + 1");
            one = instances.get(0).submit(first, Set.of("archive"));
            other = instances.get(1).submit(second, Set.of("archive"));
            assertThat(instances.get(1).journal().read("archive", 0, 100_000).upTo()).as("how far a cursor may go").isEqualTo(upTo);
            if (random.nextBoolean()) {
                lock.commit();
            }
        }
        events.keep(instances.get(0), first, Set.of("archive"), one);
        events.keep(instances.get(1), second, Set.of("archive"), other);
    }

    private void cutOrRestart() throws SQLException {
        if (random.nextBoolean()) {
            SharedPostgres.execute(url, """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()""");
            instances.awaitAll();
        } else {
            instances.restart(random.nextInt(2));
        }
    }

    /** The server has committed, and an instance does not hear of it: what waits behind may share that commit. */
    private void loseAnAnswer() {
        int nr = random.nextInt(2);
        LeasedInstance member = instances.get(nr);
        CountingRelay relay = instances.relay(nr);
        relay.loseTheAnswerTo(1 + random.nextInt(3));
        while (!relay.hasLost()) {
            List<CompletableFuture<Void>> filtered = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                filtered.add(member.journal().countFiltered("mct").toCompletableFuture());
            }
            append(member, 1 + random.nextInt(4));
            filtered.forEach(one -> events.filter(one.handle((done, failure) -> failure == null).join()));
            if (random.nextBoolean()) {
                deliver(destination());
            }
        }
        lostAnswers++;
        instances.awaitAll();
    }

    /** A holder has sent a page, and settles it when its numbers are others' by now. */
    private void failOver(String destination) throws SQLException {
        if (standby == null) {
            return;
        }
        Sent before = instances.send(instances.holder(destination), destination);
        standby.takesOver();
        events.goBackTo(onStandby);
        standby = null;
        failOvers++;
        instances.awaitAll();
        append(one(), 1 + random.nextInt(20));
        if (before.page().upTo() > before.page().after()) {
            assertThat(before.settle(destination))
                    .as("settles %s of %s, sent before a fail-over", before.page().upTo(), destination)
                    .isFalse();
            refusedSettlements++;
        }
    }

    /** Events come while it purges, some of them in its commits. */
    private void purge() {
        clock.turn(Duration.ofDays(20));
        LeasedInstance member = one();
        CompletableFuture<Long> purge = CompletableFuture.supplyAsync(member.journal()::purge);
        Map<LearningRecord, CompletableFuture<Appended>> appends = new LinkedHashMap<>();
        while (!purge.isDone() && appends.size() < AMID_PURGE) {
            LearningRecord event = events.next();
            appends.put(event, member.submit(event, Set.of("archive")));
            assertThat(member.journal().heldCount("archive")).isZero(); // takes a part of the time that a commit takes
        }
        appends.forEach((event, append) -> events.keep(member, event, Set.of("archive"), append));
        purge.join();
        events.purged();
    }

    private void check(String destination) {
        int named = events.check(destination);
        Balance balance = instances.get(0).journal().balances().get(destination);
        assertThat(balance).isEqualTo(named == 0 && balance == null ? null : new Balance(named, named, 0, 0, 0));
        assertThat(instances.get(1).journal().balances().get(destination)).isEqualTo(balance);
    }

    private void verify() {
        try (JournalOperations operations = JournalOperations.open(PostgresqlJournalTest.address(url), clock)) {
            List<String> damage = new ArrayList<>();
            assertThat(operations.records().verify(damage::add).damaged()).as(damage.toString()).isZero();
        }
    }

    @Override
    public void close() throws IOException {
        instances.close();
    }
}
