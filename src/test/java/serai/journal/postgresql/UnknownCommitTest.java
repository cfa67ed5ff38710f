package serai.journal.postgresql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.JournalUnavailableException;
import serai.journal.SourceCounts;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.operations.ReplayRequest;
import serai.journal.operations.ReplayResult;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.model.Payload;
import serai.testkit.CallersThread;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** The server has committed, and its answer is lost with the connection: nobody knows, and nothing may count twice. */
class UnknownCommitTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    private final CallersThread thread = new CallersThread();
    private CountingRelay relay;
    private String url;
    private SqlJournal journal;

    @BeforeEach
    void open() throws Exception {
        url = SharedPostgres.database();
        InstanceOnThread.migrate(url);
        relay = new CountingRelay(URI.create(url.substring("jdbc:".length())).getPort());
        journal = InstanceOnThread.open(through(relay), JournalBounds.DEFAULT, CLOCK, thread);
    }

    private String through(CountingRelay to) {
        return url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + to.port());
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
        relay.close();
    }

    private CompletableFuture<Appended> append(String learner) {
        return journal.append(completion(learner), Set.of("lrs")).toCompletableFuture();
    }

    @Test
    void aGroupWhoseCommitMayHaveBeenMadeIsNotWrittenAgain() {
        thread.hold(); // so that they share a commit
        List<CompletionStage<?>> group = new ArrayList<>();
        group.add(journal.countFiltered("mct"));
        group.add(journal.countFiltered("mct"));
        group.add(append("anna"));
        group.add(journal.countUnkept("mct", "logged_in", "logged-in"));
        relay.loseTheAnswerTo(1);
        thread.goOn();

        assertThat(relay.hasLost()).isTrue();
        assertThat(journal.sources()).containsEntry("mct", new SourceCounts(1, 0, 0, 0, 2));
        assertThat(journal.unkept()).singleElement().matches(unkept -> unkept.count() == 1);
        assertThat(group).allSatisfy(one -> assertThatThrownBy(() -> one.toCompletableFuture().join())
                .hasCauseInstanceOf(JournalUnavailableException.class));
        assertThat(append("anna").join()).as("whoever is not answered sends again").isEqualTo(Appended.DUPLICATE);
        assertThat(journal.balances()).containsEntry("lrs", new Balance(1, 0, 1, 0, 0));
    }

    /** Bodies of that size are only counted. */
    @Test
    void aRefusedBodyThatMayHaveBeenCountedIsNotCountedAgain() {
        Payload large = Payload.of(new byte[17 << 20]);
        thread.hold();
        CompletionStage<Void> lost = journal.reject("mct", "not JSON", large);
        relay.loseTheAnswerTo(1);
        thread.goOn();
        assertThat(lost).isCompletedExceptionally();

        journal.reject("mct", "not JSON", large).toCompletableFuture().join();

        assertThat(journal.sources()).containsEntry("mct", new SourceCounts(0, 0, 0, 2));
    }

    /** 5,000 records are a transaction. */
    @Test
    void aCommandThatTakesSeveralTransactionsSaysWhatIsKnown() throws IOException {
        thread.hold();
        for (int i = 0; i < 6_000; i++) {
            if (i % 1_000 == 0) {
                thread.goOn();
                thread.hold();
            }
            var unused = append("learner-" + i);
        }
        thread.goOn();
        try (CountingRelay commands = new CountingRelay(URI.create(url.substring("jdbc:".length())).getPort());
                JournalOperations operations = JournalOperations.open(PostgresqlJournalTest.address(through(commands)), CLOCK)) {
            ReplayRequest order = new ReplayRequest("hr", Instant.EPOCH, null, null, true);
            ReplayRate rate = ReplayRate.atOnce(CLOCK.instant());
            commands.loseTheAnswerToAny(2);

            assertThatThrownBy(() -> operations.replay().carryOut(order, rate)).isInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("5000 were changed before; whether this change was made is not known: see ./serai audit")
                    .hasMessageNotContaining("Nothing was changed").hasMessageNotContaining("\n");
            assertThat(operations.replay().carryOut(order, rate)).as("all are on their way")
                    .isEqualTo(new ReplayResult(0, 0, 0, 6_000, 0));
        }
    }
}
