package serai.journal.delivery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.JournalFullException;
import serai.journal.attempt.Attempt;
import serai.journal.delivery.page.BatchHandler;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.RecordTable;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** A delivery whose journal fails where it is told to, and whose route does what a test sets. */
abstract class UnsettledDelivery {

    static final int PAGE = 30;

    /** The journal's {@code settle} does not even begin. */
    static final String AT_ONCE = "settle at once";

    @TempDir
    Path folder;
    final SettableClock clock = new SettableClock(Records.RECEIVED);
    final List<String> taken = new ArrayList<>();
    final List<Boolean> repeats = new ArrayList<>();
    final Set<String> broken = new HashSet<>();
    CompletableFuture<Void> late;
    Throwable thrown = new JournalFullException("the journal can't grow");
    Journal journal;
    Delivery delivery;
    BatchHandler route = (key, records, attempt) -> {};

    @BeforeEach
    void start() {
        journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
        delivery = delivery(PAGE);
    }

    @AfterEach
    void stop() {
        journal.close();
    }

    /** As {@code ./serai run} makes one; its journal does not what is broken. */
    Delivery delivery(int page) {
        Journal breaking = (Journal) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Journal.class},
                (proxy, method, arguments) -> {
                    if (late != null && method.getName().equals("settle")) {
                        return late;
                    }
                    if (broken.contains(AT_ONCE) && method.getName().equals("settle")) {
                        throw thrown;
                    }
                    if (broken.contains(method.getName())) {
                        if (method.getName().equals("settle")) {
                            return CompletableFuture.failedFuture(thrown);
                        }
                        throw thrown;
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> new Random(0) {
            @Override
            public double nextDouble() {
                return 0;
            }
        });
        return new Delivery(breaking, "hr", new BatchLimits(page, page, 1),
                new RetryPolicy(backOff, Duration.ofSeconds(60), 3, 4, 5),
                clock, Runnable::run, this::take);
    }

    void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws Exception {
        records.forEach(record -> taken.add(record.learner().id()));
        records.forEach(record -> repeats.add(attempt.isRepeat()));
        route.take(key, records, attempt);
    }

    void attemptWhateverComes() {
        try {
            delivery.attempt();
        } catch (Error e) {
            assertThat(e).isSameAs(thrown);
        }
    }

    void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            RecordTable.update(connection, sql);
            statement.executeUpdate(sql);
        }
    }

    void append(int count) {
        for (int i = 0; i < count; i++) {
            journal.append(completion("learner-" + appended++), Set.of("hr")).toCompletableFuture().join();
        }
    }

    int appended;

    void finish() {
        for (int i = 0; i < 500; i++) {
            Optional<Duration> wait = delivery.attempt();
            clock.turn(wait.orElse(Duration.ofSeconds(1)));
        }
        delivery.end();
    }
}
