package serai.simulation;

import serai.journal.Appended;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.SqlJournal;
import serai.model.EventType;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.testkit.CallersThread;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.journal.SimulatedBooks;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;

/** The events that a simulation appends, and what the journal has to know of them afterwards. */
final class SimulatedAppends {

    /** How many events, appended last, are looked at when all has arrived. */
    private static final int LOOKED_AT = 50;

    private final Random random;
    private final SettableClock clock;
    private final SimulatedEvents events;
    private final SimulatedDeliveries deliveries;
    private final Acknowledged acknowledged;
    private final Duration dedup;
    private final List<LearningRecord> appended = new ArrayList<>();
    /** Identities of events that were received before are purged. */
    private Instant known = Instant.MIN;

    /** @param dedup how long the journal keeps identities */
    SimulatedAppends(Random random, SettableClock clock, SimulatedDeliveries deliveries, Acknowledged acknowledged,
            Duration dedup) {
        this.random = random;
        this.clock = clock;
        this.deliveries = deliveries;
        this.acknowledged = acknowledged;
        this.dedup = dedup;
        events = new SimulatedEvents(random, clock);
    }

    LearningRecord next() {
        return events.next();
    }

    /** Some events, of one commit or of several. */
    void append(SqlJournal journal, CallersThread thread, SimulatedBooks books) throws SQLException {
        Set<String> to = destinations();
        if (random.nextBoolean()) {
            thread.hold(); // so that they share a commit
        }
        List<LearningRecord> records = new ArrayList<>();
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        submit(journal, 1 + random.nextInt(6), to, records, appends);
        thread.goOn();
        keep(to, records, appends, books);
    }

    /** Some events, of one commit with a write of a purge that comes between them. */
    void appendAmid(PurgeAmidAppends purge, SqlJournal journal, CallersThread thread, SimulatedBooks books)
            throws SQLException, InterruptedException {
        Set<String> to = destinations();
        thread.hold();
        List<LearningRecord> records = new ArrayList<>();
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        submit(journal, random.nextInt(4), to, records, appends);
        purge.write();
        submit(journal, random.nextInt(4), to, records, appends);
        purge.end(thread);
        purged();
        keep(to, records, appends, books);
    }

    private Set<String> destinations() {
        Set<String> to = new LinkedHashSet<>();
        int born = Math.min(SimulatedDeliveries.NAMES.size(), 2 + appended.size() / 40); // some come into being late
        while (to.isEmpty()) {
            SimulatedDeliveries.NAMES.subList(0, born).stream().filter(name -> random.nextInt(3) > 0).forEach(to::add);
        }
        return to;
    }

    private void submit(SqlJournal journal, int count, Set<String> to, List<LearningRecord> records,
            List<CompletableFuture<Appended>> appends) {
        for (int i = 0; i < count; i++) {
            LearningRecord record = events.next();
            records.add(record);
            appends.add(journal.append(record, to).toCompletableFuture());
        }
    }

    private void keep(Set<String> to, List<LearningRecord> records, List<CompletableFuture<Appended>> appends,
            SimulatedBooks books) throws SQLException {
        appends.forEach(append -> assertThat(append.join()).isEqualTo(Appended.STORED));
        long last = books.lastSeq();
        for (int i = 0; i < records.size(); i++) {
            LearningRecord record = records.get(i);
            appended.add(record);
            long seq = last - records.size() + 1 + i;
            to.forEach(name -> acknowledged.named(name, seq, record));
            if (random.nextInt(25) == 0) {
                deliveries.fault(record);
            }
        }
    }

    /** One that was answered at last, whoever had to send it again. */
    void answered(LearningRecord record, String destination, SimulatedBooks books) throws SQLException {
        appended.add(record);
        acknowledged.named(destination, books.lastSeq(), record);
    }

    /** @return whether the journal has answered */
    boolean isTaken(SqlJournal journal, LearningRecord record, String destination) {
        try {
            return journal.append(record, Set.of(destination)).toCompletableFuture().join() != null;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(JournalUnavailableException.class);
            return false;
        }
    }

    void purge(SqlJournal journal) {
        journal.purge();
        purged();
    }

    /** What identities are too old by now is purged. */
    private void purged() {
        Instant first = clock.instant().minus(dedup).truncatedTo(ChronoUnit.DAYS);
        known = first.isAfter(known) ? first : known;
    }

    private boolean isKnown(LearningRecord record) {
        return !record.receivedAt().isBefore(known);
    }

    /** One that was appended before comes again, as it was or with other content. */
    void again(SqlJournal journal) {
        if (appended.isEmpty()) {
            return;
        }
        LearningRecord record = appended.get(random.nextInt(appended.size()));
        boolean differs = random.nextBoolean();
        LearningRecord again = events.again(record, differs);
        if (isKnown(record)) {
            assertThat(journal.append(again, Set.of(deliveries.any())).toCompletableFuture().join()).as("%s again", record)
                    .isEqualTo(differs ? Appended.DIFFERS : Appended.DUPLICATE);
        }
    }

    /** Of what was appended last: its events are known, its completions tell a redraw, and its learners are found. */
    void areKnown(SqlJournal journal, JournalOperations operations, SimulatedBooks books) throws SQLException {
        List<String> told = new ArrayList<>();
        assertThat(operations.records().verify(told::add).damaged()).as("%s", told).isZero();
        books.records().entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.reverseOrder())).limit(LOOKED_AT)
                .forEach(one -> assertThat(operations.search().numbers(one.getValue().learner().id()))
                        .as("the learner of %s", one.getValue()).contains(one.getKey()));
        for (LearningRecord record : appended.subList(Math.max(0, appended.size() - LOOKED_AT), appended.size())) {
            if (isKnown(record)) {
                assertThat(journal.append(events.again(record, false), Set.of("lrs")).toCompletableFuture().join())
                        .as("%s again", record).isEqualTo(Appended.DUPLICATE);
            }
            if (record.type().equals(EventType.COURSE_COMPLETED.name())) {
                LearningRecord redrawn = Records.start(record.learner().id(), Duration.ofSeconds(2));
                journal.append(redrawn, Set.of("lrs")).toCompletableFuture().join();
                assertThat(journal.traces(books.lastSeq() - 1, 1).get(0).record().marks()).as("of %s, after %s", redrawn, record)
                        .containsExactly(Mark.REDRAW);
            }
        }
    }
}
