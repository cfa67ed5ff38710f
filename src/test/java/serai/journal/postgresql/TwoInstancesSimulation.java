package serai.journal.postgresql;

import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.store.CursorMovedException;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/**
 * One episode of two instances on one store, decided by a seed: appends at either and at both, commits that are held back, holders
 * of a lease that are paused while the other takes over, connections that are cut, restarts and purges. What destinations got is
 * compared with what was acknowledged.
 */
final class TwoInstancesSimulation implements AutoCloseable {

    private static final List<String> DESTINATIONS = List.of("archive", "lrs");
    private static final int PARTITION = 20;
    private static final int PAGE = 15;

    /** What a holder has sent, and has not settled yet. */
    private record Sent(LeasedInstance by, Page page) {
    }

    private final Random random;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final String url;
    private final LeasedInstance[] members = new LeasedInstance[2];
    /** Events that were acknowledged as stored, with the destinations named for them. */
    private final Map<String, Set<String>> stored = new LinkedHashMap<>();
    /** What each destination was sent, repeats too. */
    private final Map<String, List<String>> sent = new LinkedHashMap<>();
    private int learners;
    private int takeovers;
    private int refusedSettlements;

    TwoInstancesSimulation(long seed) throws SQLException {
        random = new Random(seed);
        url = SharedPostgres.database();
        DESTINATIONS.forEach(name -> sent.put(name, new ArrayList<>()));
        members[0] = LeasedInstance.open(0, url, clock, DESTINATIONS);
        SharedPostgres.execute(url,
                "CREATE OR REPLACE FUNCTION partition_length() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT %s::bigint'"
                        .formatted(PARTITION));
        members[1] = LeasedInstance.open(1, url, clock, DESTINATIONS);
    }

    /** @return what happened, for whoever reads the test's output */
    String run(int steps) throws Exception {
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(14)) {
                case 0, 1, 2, 3 -> append(one(), 1 + random.nextInt(9));
                case 4 -> appendAtBoth();
                case 5 -> appendAgain();
                case 6, 7, 8 -> deliver(destination());
                case 9, 10 -> pauseAHolder(destination());
                case 11 -> holdACommitBack();
                case 12 -> cutOrRestart();
                default -> purge();
            }
        }
        for (String destination : DESTINATIONS) {
            while (deliver(destination)) {
                // The next page.
            }
            check(destination);
        }
        verify();
        return "%s events, %s takeovers, %s settlements of paused holders refused".formatted(stored.size(), takeovers,
                refusedSettlements);
    }

    private LeasedInstance one() {
        return members[random.nextInt(2)];
    }

    private String destination() {
        return DESTINATIONS.get(random.nextInt(DESTINATIONS.size()));
    }

    private LearningRecord next() {
        return completion("learner-" + learners++).withReceivedAt(clock.instant());
    }

    private Set<String> names() {
        return random.nextInt(4) == 0 ? Set.of("archive") : Set.copyOf(DESTINATIONS);
    }

    private void append(LeasedInstance member, int count) {
        Map<LearningRecord, Set<String>> events = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            events.put(next(), names());
        }
        Map<LearningRecord, CompletableFuture<Appended>> appends = new LinkedHashMap<>();
        events.forEach((event, named) -> appends.put(event, member.submit(event, named)));
        appends.forEach((event, append) -> keep(member, event, events.get(event), append));
    }

    /** Whoever is not answered sends again, until it is known. */
    private void keep(LeasedInstance member, LearningRecord event, Set<String> named, CompletableFuture<Appended> append) {
        CompletableFuture<Appended> last = append;
        for (int tries = 0; tries < 50; tries++) {
            try {
                assertThat(last.join()).isIn(Appended.STORED, Appended.DUPLICATE);
                stored.put(event.learner().id(), named);
                return;
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(JournalUnavailableException.class);
                last = member.submit(event, named);
            }
        }
        throw new AssertionError("not taken in: " + event, last.handle((done, e) -> e).join());
    }

    private void appendAtBoth() {
        LearningRecord event = next();
        List<CompletableFuture<Appended>> both =
                List.of(members[0].submit(event, Set.of("lrs")), members[1].submit(event, Set.of("lrs")));
        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(Appended.STORED, Appended.DUPLICATE);
        stored.put(event.learner().id(), Set.of("lrs"));
    }

    private void appendAgain() {
        if (!stored.isEmpty()) {
            String known = List.copyOf(stored.keySet()).get(random.nextInt(stored.size()));
            assertThat(one().submit(completion(known).withReceivedAt(clock.instant()), Set.of("archive")).join()).as(known)
                    .isEqualTo(Appended.DUPLICATE);
        }
    }

    private LeasedInstance holder(String destination) {
        LeasedInstance[] found = new LeasedInstance[1];
        await().atMost(60, SECONDS).until(() -> {
            for (LeasedInstance member : members) {
                if (member.journal().epoch(destination).isPresent()) {
                    found[0] = member;
                } else {
                    member.journal().release(destination); // if the other is to have it
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    private Sent send(LeasedInstance holder, String destination) {
        long from = holder.journal().state(destination).map(DestinationState::cursor).orElse(0L);
        Page page = holder.journal().read(destination, from, PAGE);
        page.entries().stream().map(PageEntry::record).forEach(record -> sent.get(destination).add(record.learner().id()));
        return new Sent(holder, page);
    }

    /** @return whether it is settled; not if the lease is another's by now */
    private boolean settle(String destination, Sent what) {
        List<Settled> delivered = what.page.entries().stream().map(entry -> Settled.delivered(entry, false)).toList();
        try {
            what.by.journal().settle(new Settlement(destination, what.page.after(), DestinationState.at(what.page.upTo()),
                    delivered, Set.of(), Set.of(), false, Map.of())).toCompletableFuture().join();
            return true;
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOfAny(CursorMovedException.class, JournalUnavailableException.class);
            return false;
        }
    }

    /** @return whether there was something to deliver */
    private boolean deliver(String destination) {
        Sent what = send(holder(destination), destination);
        if (what.page.upTo() > what.page.after()) {
            settle(destination, what);
            return true;
        }
        return false;
    }

    /** It has sent a page, and is paused before it can settle it; the other takes over, and delivers the same page. */
    private void pauseAHolder(String destination) throws SQLException {
        Sent before = send(holder(destination), destination);
        LeasedInstance other = members[0].equals(before.by) ? members[1] : members[0];
        if (before.page.upTo() == before.page.after() || other.journal().epoch(destination).isPresent()) {
            return;
        }
        long epoch = before.by.journal().epoch(destination).orElse(0);
        // The holder's own thread is not paused, and may be quicker: with a connection opened anew, or under the next epoch.
        await().atMost(60, SECONDS).ignoreExceptions().until(() -> {
            SharedPostgres.execute(url, "UPDATE lease SET until = now() - interval '1 ms' WHERE destination = '%s' AND epoch = %s"
                    .formatted(destination, epoch));
            other.leases().renew();
            return other.journal().epoch(destination).isPresent() || before.by.journal().epoch(destination).orElse(0) != epoch;
        });
        if (other.journal().epoch(destination).isPresent()) {
            takeovers++;
            Sent again = send(other, destination);
            boolean first = random.nextBoolean() && settle(destination, again);
            assertThat(settle(destination, before)).as("the paused holder settles %s of %s", before.page.upTo(), destination)
                    .isFalse();
            refusedSettlements++;
            if (!first) {
                settle(destination, again);
            }
        }
    }

    private void holdACommitBack() throws SQLException {
        LearningRecord first = next();
        LearningRecord second = next();
        CompletableFuture<Appended> one;
        CompletableFuture<Appended> other;
        long upTo = members[0].journal().read("archive", 0, 100_000).upTo();
        try (Connection lock = SharedPostgres.connect(url); Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("UPDATE writing SET turn = turn + 1");
            one = members[0].submit(first, Set.of("archive"));
            other = members[1].submit(second, Set.of("archive"));
            assertThat(members[1].journal().read("archive", 0, 100_000).upTo()).as("how far a cursor may go").isEqualTo(upTo);
            if (random.nextBoolean()) {
                lock.commit();
            }
        }
        keep(members[0], first, Set.of("archive"), one);
        keep(members[1], second, Set.of("archive"), other);
    }

    private void cutOrRestart() throws SQLException {
        if (random.nextBoolean()) {
            SharedPostgres.execute(url, """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()""");
            for (LeasedInstance member : members) {
                await().atMost(60, SECONDS).until(() -> member.journal().trouble() == null);
                await().atMost(60, SECONDS).ignoreExceptions().until(() -> member.journal().balances() != null);
            }
        } else {
            int nr = random.nextInt(2);
            members[nr].journal().close();
            members[nr] = LeasedInstance.open(nr, url, clock, DESTINATIONS);
        }
    }

    private void purge() {
        clock.turn(Duration.ofDays(20));
        one().journal().purge();
    }

    private void check(String destination) {
        List<String> named =
                stored.entrySet().stream().filter(event -> event.getValue().contains(destination)).map(Map.Entry::getKey)
                        .toList();
        Set<String> got = new LinkedHashSet<>(sent.get(destination));
        assertThat(new TreeSet<>(got)).as("what %s got", destination).isEqualTo(new TreeSet<>(named));
        Balance balance = members[0].journal().balances().get(destination);
        assertThat(balance).isEqualTo(new Balance(named.size(), named.size(), 0, 0, 0));
        assertThat(members[1].journal().balances().get(destination)).isEqualTo(balance);
    }

    private void verify() {
        try (JournalOperations operations = JournalOperations.open(PostgresqlJournalTest.address(url), clock)) {
            List<String> damage = new ArrayList<>();
            assertThat(operations.records().verify(damage::add).damaged()).as(damage.toString()).isZero();
        }
    }

    @Override
    public void close() {
        for (LeasedInstance member : members) {
            if (member != null) {
                member.journal().close();
            }
        }
    }
}
