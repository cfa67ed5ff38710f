package serai.simulation;

import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.JournalUnavailableException;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Journal;
import serai.journal.store.Settlement;
import serai.model.LearningRecord;
import serai.model.Result;
import serai.simulation.SimulatedBooks.Aside;
import serai.testkit.CallersThread;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * One episode in the life of a journal, decided by a seed: appends, deliveries, failures, crashes, clocks that step,
 * operators and purges, against a model that only knows what was acknowledged. Everything happens on this thread, so the
 * same seed gives the same episode.
 */
final class JournalSimulation implements AutoCloseable {

    private static final List<String> TYPES = List.of("COURSE_COMPLETED", "LOGGED_IN", "COURSE_STARTED",
            "COURSE_COMPLETED", "LOGGED_IN", "COURSE_STARTED", "course_completed", "Course_Completed", "\u00c5 s\u00e5",
            "A\u030a sa\u030a", "\u540d\u524d", "con",
            "..", "a/b\\c:*?", "x".repeat(130), "x".repeat(130) + "y");
    /** A conflict is no fault: destinations that know records by their ids tell it by themselves. */
    private static final List<FailureClass> FAULTS = List.of(FailureClass.UNAVAILABLE, FailureClass.REFUSED,
            FailureClass.FORBIDDEN, FailureClass.MISCONFIGURED);
    private static final List<String> NAMES = List.of("archive", "lrs", "warehouse", "hr", "files");
    private static final Duration BACK_OFF_FIRST = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MOST = Duration.ofSeconds(30);
    private static final Duration STOPPED = Duration.ofSeconds(60);
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final JournalBounds BOUNDS =
            new JournalBounds(1_000, 8 << 20, 100, 0, RETENTION, Duration.ZERO);
    private static final Duration MENDED_WITHIN = Duration.ofHours(2);

    private final Random random;
    private final SimulatedStore store;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final Map<String, SimulatedDestination> destinations = new LinkedHashMap<>();
    private final Map<String, Delivery> deliveries = new HashMap<>();
    private final Map<String, BatchLimits> limits = new HashMap<>();
    /** What was acknowledged: by destination, each record named for it, by sequence number. */
    private final Map<String, Map<Long, LearningRecord>> named = new TreeMap<>();
    private final Map<String, Set<Long>> dropped = new HashMap<>();
    private final Map<String, Set<Long>> everAside = new HashMap<>();
    private final Set<UUID> overtaking = new HashSet<>();
    private final List<LearningRecord> appended = new ArrayList<>();
    private int learners;
    private CallersThread thread;
    private SqlJournal journal;
    private SimulatedBooks books;
    private boolean crashBeforeCommit;
    private boolean crashAfterCommit;
    private boolean crashWhileNoting;
    /** The call to the journal that runs out of memory, counted down; 0 none. */
    private int outOfMemoryIn;

    /** What is not stored yet when the crash comes, while the next page is delivered already. */
    private static final class NeverNoted extends CompletableFuture<Void> {
        @Override
        public Void get(long time, TimeUnit unit) {
            throw new SimulatedCrash("while a page was being noted");
        }
    }

    /**
     * @param store  an empty journal; closed with this
     * @param folder an empty folder, as fast as can be had
     */
    JournalSimulation(long seed, SimulatedStore store, Path folder) throws Exception {
        this.random = new Random(seed);
        this.store = store;
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            destinations.put(name, switch (name) {
                case "archive" -> new SimulatedDestination.Files(name, random, clock);
                case "files" -> new SimulatedDestination.Archived(name, folder.resolve("files"), random, clock);
                default -> new SimulatedDestination.Keyed(name, name.length() % 2 == 1, random, clock);
            });
            int batch = List.of(1, 3, 10, 40).get(random.nextInt(4));
            limits.put(name, new BatchLimits(batch, batch * (1 + random.nextInt(3)), 1 + random.nextInt(3)));
            everAside.put(name, new HashSet<>());
            dropped.put(name, new HashSet<>());
        }
        open();
    }

    private void open() throws Exception {
        thread = new CallersThread();
        journal = store.open(BOUNDS, clock, thread);
        books = store.books();
        files().begin(journal);
        Journal crashing = (Journal) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Journal.class},
                (proxy, method, arguments) -> {
                    boolean settles = method.getName().equals("settle");
                    if (settles && crashBeforeCommit) {
                        throw new SimulatedCrash("before a page was settled");
                    }
                    if (settles && crashWhileNoting && ((Settlement) arguments[0]).isInOrder()) {
                        return new NeverNoted();
                    }
                    boolean outOfMemory = outOfMemoryIn > 0 && --outOfMemoryIn == 0;
                    if (outOfMemory && random.nextBoolean()) {
                        throw new OutOfMemoryError("simulated, before " + method.getName());
                    }
                    try {
                        Object answer = method.invoke(journal, arguments);
                        if (outOfMemory) {
                            throw new OutOfMemoryError("simulated, after " + method.getName());
                        }
                        if (settles && crashAfterCommit) {
                            ((CompletionStage<?>) answer).toCompletableFuture().join();
                            throw new SimulatedCrash("after a page was settled");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        destinations.forEach((name, destination) -> {
            BackOff backOff = new BackOff(BACK_OFF_FIRST, BACK_OFF_MOST, () -> random);
            deliveries.put(name, new Delivery(crashing, name, limits.get(name),
                    new RetryPolicy(backOff, STOPPED, 1 + name.length() % 3, 3, 5), clock, Runnable::run, destination));
        });
    }

    private SimulatedDestination.Archived files() {
        return (SimulatedDestination.Archived) destinations.get("files");
    }

    /**
     * Does that many steps, each followed by a look at the books; then mends everything and sees that all arrives.
     *
     * @return steps done, those until all has arrived included
     */
    int run(int steps) throws Exception {
        for (int i = 0; i < steps; i++) {
            step();
            look();
        }
        return steps + mendAndFinish();
    }

    private void step() throws Exception {
        // Its steps take longer, and what befalls instances is what is looked for there.
        int what = random.nextInt(store.isShared() ? 1025 : 1000);
        if (what < 300) {
            append();
        } else if (what < 330) {
            appendAgain();
        } else if (what < 800) {
            deliver(anyDestination());
        } else if (what < 860) {
            fault(destinations.get(anyDestination()));
        } else if (what < 950) {
            turnClock();
        } else if (what < 985) {
            operate(anyDestination());
        } else if (what < 995) {
            purge();
        } else if (what < 996) {
            restart();
        } else {
            crashSoon();
        }
    }

    private String anyDestination() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private void append() throws SQLException {
        Set<String> to = new LinkedHashSet<>();
        int born = Math.min(NAMES.size(), 2 + appended.size() / 40); // some come into being late
        while (to.isEmpty()) {
            NAMES.subList(0, born).stream().filter(name -> random.nextInt(3) > 0).forEach(to::add);
        }
        List<LearningRecord> records = new ArrayList<>();
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        if (random.nextBoolean()) {
            thread.hold(); // so that they share a commit
        }
        for (int i = random.nextInt(6); i >= 0; i--) {
            records.add(record("learner-" + learners++));
            appends.add(journal.append(records.get(records.size() - 1), to).toCompletableFuture());
        }
        thread.goOn();
        appends.forEach(append -> assertThat(append.join()).isEqualTo(Appended.STORED));
        long last = books.lastSeq();
        for (int i = 0; i < records.size(); i++) {
            LearningRecord record = records.get(i);
            appended.add(record);
            long seq = last - records.size() + 1 + i;
            to.forEach(name -> named.computeIfAbsent(name, unused -> new TreeMap<>()).put(seq, record));
            if (random.nextInt(25) == 0) {
                FailureClass failure = FAULTS.get(random.nextInt(FAULTS.size()));
                destinations.get(anyDestination()).fails(record.id(), failure);
            }
        }
    }

    private LearningRecord record(String learner) {
        LearningRecord made = Records.completion(learner);
        String type = TYPES.get(random.nextInt(TYPES.size()));
        return new LearningRecord(made.schemaVersion(), made.id(), made.source(), made.platform(), type, type,
                made.occurredAt(), made.occurredAsSent(), clock.instant(), made.learner(), made.activity(), made.result(),
                made.marks(), made.raw());
    }

    private void appendAgain() {
        if (appended.isEmpty()) {
            return;
        }
        LearningRecord record = appended.get(random.nextInt(appended.size()));
        boolean differs = random.nextBoolean();
        LearningRecord again = differs ? new LearningRecord(record.schemaVersion(), record.id(), record.source(),
                record.platform(), record.type(), record.platformType(), record.occurredAt(), record.occurredAsSent(),
                clock.instant(), record.learner(), record.activity(),
                new Result(true, new BigDecimal(random.nextInt(40))), record.marks(), record.raw())
                : record.withReceivedAt(clock.instant());
        assertThat(journal.append(again, Set.of(anyDestination())).toCompletableFuture().join())
                .isEqualTo(differs ? Appended.DIFFERS : Appended.DUPLICATE);
    }

    private void deliver(String name) throws Exception {
        SimulatedDestination destination = destinations.get(name);
        FailureClass down = destination.down();
        int requests = destination.requests();
        Set<Long> mayDie = new HashSet<>();
        for (Aside aside : books.aside(name)) {
            if (!aside.state().equals("delivered") && !aside.state().equals("dropped")) {
                mayDie.add(aside.seq());
            }
        }
        destination.probe();
        int before = destination.arrived();
        boolean troubled = journal.state(name).map(DestinationState::isTroubled).orElse(false);
        try {
            deliveries.get(name).attempt();
        } catch (SimulatedCrash e) {
            // What came while others failed has overtaken them, and nobody has noted it.
            destination.arrivedBehind(before).forEach(record -> overtaking.add(record.id()));
            crash();
            return;
        } catch (OutOfMemoryError e) {
            destination.arrivedBehind(before).forEach(record -> overtaking.add(record.id()));
            return;
        } finally {
            if (troubled) { // also where the process has crashed once it was stored
                destination.probe().ifPresent(record -> overtaking.add(record.id()));
            }
        }
        if (down == FailureClass.UNAVAILABLE || down == FailureClass.MISCONFIGURED) {
            assertThat(destination.requests() - requests).as("requests at once to %s, which is down", name)
                    .isLessThanOrEqualTo(1);
        }
        if (down != null && down != FailureClass.REFUSED) {
            assertThat(books.aside(name)).as("dead letters of %s, which is down", name)
                    .noneMatch(aside -> aside.counted().equals("dead") && !mayDie.contains(aside.seq()));
        }
    }

    private void fault(SimulatedDestination destination) {
        switch (random.nextInt(6)) {
            case 0 -> destination.fails(FAULTS.get(random.nextInt(FAULTS.size())), random.nextBoolean());
            case 1 -> destination.isFlaky(random.nextDouble() / 2);
            case 2 -> destination.isSlow(random.nextDouble() / 2);
            default -> destination.isMended();
        }
    }

    private void turnClock() {
        clock.turn(switch (random.nextInt(12)) {
            case 0 -> Duration.ofDays(random.nextInt(20));
            case 1 -> Duration.ofHours(-random.nextInt(48));
            case 2 -> Duration.ofHours(random.nextInt(48));
            default -> Duration.ofMillis(random.nextInt(40_000));
        });
    }

    private void operate(String name) throws SQLException {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        List<Aside> aside = books.aside(name);
        Aside one = aside.isEmpty() ? null : aside.get(random.nextInt(aside.size()));
        switch (random.nextInt(6)) {
            case 0, 1 -> aside.stream().filter(row -> row.state().equals("dead") && random.nextBoolean()).forEach(row -> {
                try {
                    books.retry(name, row.seq(), now);
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            case 2 -> {
                if (one != null && (one.state().equals("dead") || one.state().equals("held")) && books.drop(name, one, now)) {
                    dropped.get(name).add(one.seq());
                }
            }
            case 3 -> books.resume(name, random.nextInt(4) == 0);
            case 4 -> {
                List<Long> seqs = List.copyOf(named.getOrDefault(name, Map.of()).keySet());
                if (!seqs.isEmpty() && !name.equals("archive") && !name.equals("files")) {
                    long seq = seqs.get(random.nextInt(seqs.size()));
                    LearningRecord record = books.records().get(seq);
                    if (record != null) {
                        books.replay(name, seq, record.type(), now);
                    }
                }
            }
            default -> {
                List<Long> seqs = List.copyOf(named.getOrDefault(name, Map.of()).keySet());
                if (!seqs.isEmpty()) {
                    long seq = seqs.get(seqs.size() - 1 - random.nextInt(Math.min(20, seqs.size())));
                    LearningRecord record = named.get(name).get(seq);
                    if (books.records().containsKey(seq) && books.dropAhead(name, seq, record.type(), now)) {
                        dropped.get(name).add(seq);
                    }
                }
            }
        }
    }

    private void purge() throws IOException {
        journal.purge();
        files().finish();
    }

    private void restart() throws Exception {
        files().end();
        books.close();
        journal.close();
        store.damage(random, clock, named);
        open();
    }

    private void crashSoon() throws Exception {
        switch (random.nextInt(store.isShared() ? 9 : 8)) {
            case 8 -> disconnect();
            case 7 -> takenOver();
            case 5, 6 -> outOfMemoryIn = 1 + random.nextInt(30);
            case 0 -> crashBeforeCommit = true;
            case 1 -> crashAfterCommit = true;
            case 2 -> crashWhileNoting = true;
            case 3 -> destinations.values().forEach(destination -> destination.crashes(0.5));
            default -> crash();
        }
    }

    /**
     * A second process opens the journal, and delivers from it: the first one notes nothing more. Where the store is one process's
     * alone, the second one has come past whatever was to keep it out, and the first one acknowledges nothing more either.
     */
    private void takenOver() throws Exception {
        try (SqlJournal other = store.takeOver(BOUNDS, clock)) {
            Map<String, Balance> before = other.balances();
            if (!store.isShared()) {
                CompletableFuture<Appended> append = journal.append(record("learner-" + learners++), Set.of(anyDestination()))
                        .toCompletableFuture();
                assertThatThrownBy(append::join).hasCauseInstanceOf(JournalUnavailableException.class);
            }
            attemptInVain();
            assertThat(other.balances()).isEqualTo(before);
            assertThat(before.keySet()).isEqualTo(named.keySet());
        }
        crash();
    }

    /** What arrives is not noted, so others may overtake it. */
    private void attemptInVain() {
        for (SimulatedDestination destination : destinations.values()) {
            int before = destination.arrived();
            for (int i = random.nextInt(3); i > 0; i--) {
                try {
                    deliveries.get(destination.name).attempt();
                } catch (SimulatedCrash | OutOfMemoryError e) {
                    // It ends soon, or tries again.
                }
            }
            destination.arrivedBehind(before).forEach(record -> overtaking.add(record.id()));
        }
    }

    /** The server has ended all of the journal's connections. Whoever is not answered sends again. */
    private void disconnect() throws Exception {
        store.disconnect();
        attemptInVain();
        LearningRecord record = record("learner-" + learners++);
        String name = NAMES.get(0);
        await().pollInSameThread().atMost(60, TimeUnit.SECONDS).until(() -> isTaken(record, name));
        await().pollInSameThread().atMost(60, TimeUnit.SECONDS).ignoreException(JournalUnavailableException.class)
                .until(() -> journal.balances() != null);
        appended.add(record);
        named.computeIfAbsent(name, unused -> new TreeMap<>()).put(books.lastSeq(), record);
    }

    private boolean isTaken(LearningRecord record, String destination) {
        try {
            return journal.append(record, Set.of(destination)).toCompletableFuture().join() != null;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(JournalUnavailableException.class);
            return false;
        }
    }

    /** What is kept at this moment is all that is left. */
    private void crash() throws Exception {
        books.close();
        store.crash(journal);
        crashBeforeCommit = false;
        crashAfterCommit = false;
        crashWhileNoting = false;
        destinations.values().forEach(destination -> destination.crashes(0));
        open();
    }

    private void look() throws SQLException {
        destinations.values().forEach(destination -> assertThat(destination.violation()).isNull());
        if (!books.haveChanged()) {
            return;
        }
        Map<String, Balance> balances = journal.balances();
        assertThat(balances.keySet()).isEqualTo(named.keySet());
        Map<String, SimulatedBooks.Recount> recounts = books.recount();
        for (Map.Entry<String, Balance> entry : balances.entrySet()) {
            String name = entry.getKey();
            Balance balance = entry.getValue();
            assertThat(balance.isEven()).as("%s of %s is even", balance, name).isTrue();
            SimulatedBooks.Recount recount = recounts.get(name);
            assertThat(balance).as("balance of %s against a recount of rows", name).isEqualTo(new Balance(
                    named.get(name).size(), balance.delivered(), recount.pending(), recount.dead(),
                    dropped.get(name).size()));
            assertThat(recount.dropped()).as("rows of %s, dropped", name).isLessThanOrEqualTo(dropped.get(name).size());
            recount.aside().forEach(aside -> {
                if (aside.counted().equals("dead")) {
                    assertThat(aside.reason()).as("reason of a dead letter").isNotBlank();
                }
                everAside.get(name).add(aside.seq());
            });
        }
    }

    private int mendAndFinish() throws Exception {
        crashBeforeCommit = false;
        crashAfterCommit = false;
        crashWhileNoting = false;
        outOfMemoryIn = 0;
        destinations.values().forEach(SimulatedDestination::isMended);
        try {
            deliveries.values().forEach(Delivery::end);
        } catch (SimulatedCrash e) {
            crash();
        }
        Instant end = clock.instant().plus(MENDED_WITHIN);
        int steps = 0;
        while (journal.balances().values().stream().anyMatch(balance -> balance.pending() > 0) || isRequeued()) {
            assertThat(clock.instant()).as("everything is mended, yet still there is: %s", journal.balances()).isBefore(end);
            boolean idle = true;
            steps += deliveries.size();
            for (Map.Entry<String, Delivery> entry : deliveries.entrySet()) {
                destinations.get(entry.getKey()).probe();
                Optional<Duration> wait = entry.getValue().attempt();
                destinations.get(entry.getKey()).probe().ifPresent(record -> overtaking.add(record.id()));
                idle &= wait.isEmpty() || !wait.get().isZero();
            }
            if (idle) {
                clock.turn(Duration.ofSeconds(1));
            }
            look();
        }
        clock.turn(Duration.ofDays(60)); // also where it was turned back
        files().finish();
        for (String name : named.keySet()) {
            everythingHasArrived(name);
        }
        return steps;
    }

    private boolean isRequeued() throws SQLException {
        for (String name : named.keySet()) {
            if (books.aside(name).stream().anyMatch(aside -> aside.state().equals("requeued"))) {
                return true;
            }
        }
        return false;
    }

    private void everythingHasArrived(String name) throws SQLException {
        SimulatedDestination destination = destinations.get(name);
        if (destination instanceof SimulatedDestination.Files files) {
            files.remembers(journal.remembered(name));
        }
        List<UUID> holds = destination.holds().stream().map(LearningRecord::id).toList();
        assertThat(holds).as("what %s holds", name).doesNotHaveDuplicates();
        Set<UUID> arrived = new HashSet<>(holds);
        Map<Long, String> aside = new HashMap<>();
        books.aside(name).forEach(row -> aside.put(row.seq(), row.counted()));
        long delivered = 0;
        long leftOut = 0;
        Set<UUID> given = new HashSet<>();
        for (Map.Entry<Long, LearningRecord> entry : named.get(name).entrySet()) {
            String counted = dropped.get(name).contains(entry.getKey()) ? "dropped"
                    : aside.getOrDefault(entry.getKey(), "delivered");
            given.add(entry.getValue().id());
            if (counted.equals("delivered")) {
                delivered++;
                if (destination.leavesOut(entry.getValue())) {
                    leftOut++;
                    assertThat(arrived).as("%s, left out", entry.getValue()).doesNotContain(entry.getValue().id());
                    continue;
                }
                assertThat(arrived).as("%s, number %s, delivered to %s", entry.getValue(), entry.getKey(), name)
                        .contains(entry.getValue().id());
            } else if (isCutOff(destination) && counted.equals("dead")) {
                assertThat(arrived).as("%s, number %s, %s for %s", entry.getValue(), entry.getKey(), counted, name)
                        .doesNotContain(entry.getValue().id());
            }
        }
        assertThat(given).as("only what was named for %s", name).containsAll(arrived);
        assertThat(journal.balances().get(name).delivered()).as("delivered to %s", name).isEqualTo(delivered);
        assertThat(leftOut(name)).as("left out by the route of %s", name).isEqualTo(leftOut);
        orderIsKept(name, destination);
    }

    private long leftOut(String name) {
        return journal.destinations().stream().filter(report -> report.name().equals(name)).findFirst().orElseThrow().leftOut();
    }

    /** What was written in vain is not there any more. */
    private static boolean isCutOff(SimulatedDestination destination) {
        return destination instanceof SimulatedDestination.Files || destination instanceof SimulatedDestination.Archived;
    }

    /** Within a type, for what never stood aside and was no probe. */
    private void orderIsKept(String name, SimulatedDestination destination) {
        Map<UUID, Long> numbers = new HashMap<>();
        named.get(name).forEach((seq, record) -> numbers.put(record.id(), seq));
        Map<String, Long> last = new HashMap<>();
        for (LearningRecord record : destination.inOrder()) {
            long seq = numbers.get(record.id());
            if (!everAside.get(name).contains(seq) && !overtaking.contains(record.id())) {
                String file = record.type() + (isCutOff(destination)
                        ? record.receivedAt().truncatedTo(ChronoUnit.DAYS) : "");
                assertThat(seq).as("order of %s for %s", record, name).isGreaterThan(last.getOrDefault(file, 0L));
                last.put(file, seq);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        books.close();
        journal.close();
        store.close();
    }
}
