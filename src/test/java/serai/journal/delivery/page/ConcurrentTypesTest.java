package serai.journal.delivery.page;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Failure;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.journal.SimulatedCrash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;
import static serai.testkit.Records.start;

/** Several types of records on their way to a destination at the same time. */
class ConcurrentTypesTest {

    private static final int BATCH = 2;

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
    private final Map<String, FailureClass> failing = new ConcurrentHashMap<>();
    private Journal journal;

    @BeforeEach
    void open() {
        journal = SqliteStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        journal.close();
    }

    private Delivery delivery(Executor beside, BatchHandler handler) {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30), () -> new Random(1));
        return new Delivery(journal, "lrs", new BatchLimits(BATCH, 100, 2),
                new RetryPolicy(backOff, Duration.ofSeconds(60), 3, 3, 5),
                clock, beside, handler);
    }

    private void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws DeliveryFailedException {
        for (LearningRecord record : records) {
            FailureClass failure = failing.get(record.learner().id());
            if (failure != null) {
                throw new DeliveryFailedException(
                        new Failure(failure, clock.instant(), "told so", 418, "no", "translated", "m/1", null), null);
            }
        }
        List<String> learners = taken.computeIfAbsent(key.type(), unused -> new CopyOnWriteArrayList<>());
        records.forEach(record -> learners.add(record.learner().id()));
        attempt.remember(key.type(), attempt.remembered(key.type()) + records.size());
    }

    private void append(LearningRecord... records) {
        for (LearningRecord record : records) {
            journal.append(record, Set.of("lrs")).toCompletableFuture().join();
        }
    }

    @Test
    void twoTypesAreGivenAtTheSameTimeAndEachKeepsItsOrder() {
        append(completion("1"), login("1"), completion("2"), login("2"), completion("3"), login("3"), completion("4"), login("4"));
        CyclicBarrier both = new CyclicBarrier(2); // is passed by nobody who is alone
        Delivery delivery = delivery(threads, (key, records, attempt) -> {
            both.await(30, TimeUnit.SECONDS);
            take(key, records, attempt);
        });

        delivery.attempt();
        delivery.end();

        assertThat(taken).containsOnlyKeys("COURSE_COMPLETED", "LOGGED_IN");
        assertThat(taken.values()).containsOnly(List.of("1", "2", "3", "4"));
        assertThat(journal.remembered("lrs")).as("by each batch, of its type's before")
                .isEqualTo(Map.of("COURSE_COMPLETED", "null22", "LOGGED_IN", "null22"));
        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(8, 8, 0, 0, 0));
    }

    @Test
    void noMoreAreGivenThanItIsSaidTo() {
        append(completion("1"), login("1"), start("1", Duration.ZERO));
        Set<String> under = ConcurrentHashMap.newKeySet();
        List<Integer> most = new CopyOnWriteArrayList<>();
        Delivery delivery = delivery(threads, (key, records, attempt) -> {
            under.add(key.type());
            most.add(under.size());
            take(key, records, attempt);
            under.remove(key.type());
        });

        delivery.attempt();
        delivery.end();

        assertThat(most).hasSize(3).allMatch(count -> count <= 2);
        assertThat(journal.balances().get("lrs").delivered()).isEqualTo(3);
    }

    @Test
    void whereOneFailsNoOtherIsBegunAndWhatIsLeftWaits() {
        append(login("1"), completion("1"), completion("2"), completion("3"));
        failing.put("3", FailureClass.UNAVAILABLE);
        Delivery delivery = delivery(Runnable::run, this::take);

        Optional<Duration> wait = delivery.attempt();
        delivery.end();

        assertThat(wait).as("the longest is given first").isPresent();
        assertThat(taken).isEqualTo(Map.of("COURSE_COMPLETED", List.of("1", "2")));
        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(4, 2, 2, 0, 0));
    }

    @Test
    void whatEndsOneTypesDeliveryEndsTheOthersToo() {
        append(login("1"), completion("1"), completion("2"));
        List<String> given = new CopyOnWriteArrayList<>();
        Delivery delivery = delivery(Runnable::run, (key, records, attempt) -> {
            given.add(key.type());
            throw new SimulatedCrash("while delivering");
        });

        assertThatThrownBy(delivery::attempt).isInstanceOf(SimulatedCrash.class);

        assertThat(given).containsExactly("COURSE_COMPLETED");
        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(3, 0, 3, 0, 0));
    }

    @Test
    void oneBadRecordOfAnyTypeIsDeadLetteredAndTheRestArrives() {
        append(login("1"), completion("2"), login("bad"), completion("bad"), start("3", Duration.ZERO));
        failing.put("bad", FailureClass.REFUSED);
        Delivery delivery = delivery(threads, this::take);

        delivery.attempt();
        delivery.end();

        assertThat(taken).isEqualTo(
                Map.of("LOGGED_IN", List.of("1"), "COURSE_COMPLETED", List.of("2"), "COURSE_STARTED", List.of("3")));
        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(5, 3, 0, 2, 0));
    }

    @Test
    void aForbiddenRecordIsHeldWhereOnlyOthersBesideItWereLetIn() {
        append(completion("locked out"), login("1"), login("2"));
        failing.put("locked out", FailureClass.FORBIDDEN);
        Delivery delivery = delivery(Runnable::run, this::take);

        delivery.attempt();
        delivery.end();

        assertThat(journal.state("lrs").orElseThrow().isTroubled()).isFalse();
        assertThat(journal.heldCount("lrs")).isOne();
        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(3, 2, 1, 0, 0));
    }
}
