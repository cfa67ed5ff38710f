package serai.journal.delivery;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import serai.journal.Balance;
import serai.journal.JournalUnavailableException;
import serai.journal.attempt.Attempt;
import serai.journal.delivery.page.Attempts;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.operations.ReplayRequest;
import serai.journal.operations.person.Person;
import serai.journal.store.DeliveryStore;
import serai.model.LearningRecord;
import serai.testkit.Records;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** Whom an operator forgets while a delivery has records in hand is in no batch that begins later. */
class DecidedInHandTest extends DeliveryOfPages {

    private Runnable meanwhile = () -> {};

    @BeforeEach
    void append() {
        for (int i = 1; i <= 20; i++) {
            append(completion("learner-" + i));
        }
    }

    @Override
    void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws Exception {
        Runnable action = meanwhile;
        meanwhile = () -> {};
        action.run();
        super.take(key, records, attempt);
    }

    @Test
    void isNotGivenOfThePageThatWasReadAhead() {
        delivery = delivery(10);
        meanwhile = () -> forget("learner-5", "learner-15");

        deliver();

        assertThat(learners()).as("its batch was under way").contains("learner-5");
        assertThat(learners()).hasSize(19).doesNotContain("learner-15");
        assertThat(journal.balances()).containsEntry("lrs", new Balance(20, 18, 0, 0, 2));
    }

    @Test
    void isNotGivenOfTheRestOfThePage() {
        delivery = ofSmallBatches();
        meanwhile = () -> forget("learner-3", "learner-7", "learner-8");

        deliver();

        assertThat(learners()).hasSize(17).doesNotContain("learner-3", "learner-7", "learner-8");
        assertThat(journal.balances()).containsEntry("lrs", new Balance(20, 17, 0, 0, 3));
    }

    @Test
    void isNotGivenOfWhatIsSentAgain() {
        delivery = ofSmallBatches();
        deliver();
        taken.clear();
        try (JournalOperations operations = operations()) {
            operations.replay().carryOut(new ReplayRequest("lrs", Records.RECEIVED, null, null, true),
                    ReplayRate.atOnce(clock.instant()));
        }
        meanwhile = () -> forget("learner-2");

        deliver();

        assertThat(learners()).hasSize(19).doesNotContain("learner-2");
        assertThat(journal.balances()).containsEntry("lrs", new Balance(20, 20, 0, 0, 0));
    }

    @Test
    void whatIsDroppedIsNotGivenEither() {
        delivery = ofSmallBatches();
        failure = new IllegalStateException("down");
        attempt();
        failure = null;
        meanwhile = () -> {
            try (JournalOperations operations = operations()) {
                operations.destinations().drop("lrs", "no more");
            }
        };

        deliver();

        assertThat(learners()).as("a failed batch, and the one under way").hasSize(4);
        assertThat(journal.balances()).containsEntry("lrs", new Balance(20, 0, 0, 0, 20));
    }

    @Test
    void isGivenAsItIsWhereTheJournalCannotTellAndTheLogSaysSo() {
        delivery = ofSmallBatches((DeliveryStore) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{DeliveryStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("decided")) {
                        throw new JournalUnavailableException("the journal can't be read", null);
                    }
                    return method.invoke(journal, arguments);
                }));
        Logger log = (Logger) LoggerFactory.getLogger(Attempts.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.DEBUG);
        try {
            attempt();
        } finally {
            log.setLevel(null);
            log.detachAppender(lines);
        }

        assertThat(learners()).contains("learner-1");
        assertThat(lines.list).first().asString()
                .contains("A batch for lrs is sent as it is: the journal can't tell what was dropped or forgotten");
    }

    private void deliver() {
        for (int i = 0; i < 50; i++) {
            attempt();
            clock.turn(Duration.ofSeconds(1));
        }
    }

    private Delivery ofSmallBatches() {
        return ofSmallBatches(journal);
    }

    private Delivery ofSmallBatches(DeliveryStore store) {
        return new Delivery(store, "lrs", new BatchLimits(2, 10, 1), new RetryPolicy(
                new BackOff(FIRST, Duration.ofSeconds(60), () -> new Random(0)), STOPPED, PROBE_AFTER, ATTEMPTS_MAX, HELD_MAX),
                clock, Runnable::run, this::take);
    }

    private JournalOperations operations() {
        return JournalOperations.open(folder.resolve("journal.db"), clock);
    }

    private void forget(String... learners) {
        try (JournalOperations operations = operations()) {
            for (String learner : learners) {
                operations.erasure().forget(Person.named(learner), "request 7", true);
            }
        }
    }

    private List<String> learners() {
        return taken.stream().flatMap(one -> one.learners().stream()).toList();
    }
}
