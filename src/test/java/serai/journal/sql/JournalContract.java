package serai.journal.sql;

import org.junit.jupiter.api.Test;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DeliveryTrace;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.SourceCounts;
import serai.journal.attempt.FailureClass;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;
import serai.testkit.Records;
import serai.testkit.journal.Leased;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** What a journal has to do, whatever its store: a store's test extends it. */
public abstract class JournalContract extends RefusedBodiesContract {

    @Test
    void keepsARecordForEachDestinationNamed() {
        assertThat(append(completion("anna"), "archive", "lrs")).isEqualTo(Appended.STORED);

        assertThat(journal.balances()).isEqualTo(Map.of(
                "archive", new Balance(1, 0, 1, 0, 0), "lrs", new Balance(1, 0, 1, 0, 0)));
        assertThat(journal.read("lrs", 0, 10).entries()).extracting(PageEntry::record)
                .containsExactly(completion("anna").withRaw(null));
        assertThat(journal.read("warehouse", 0, 10).entries()).isEmpty();
    }

    @Test
    void keepsTheSpanThatARecordCameWithAlsoOfWhatStandsAside() {
        TraceContext span = new TraceContext(1, -2, 3, (byte) 1, "vendor=1");
        journal.append(completion("anna"), Set.of("lrs"), span).toCompletableFuture().join();
        append(completion("ben"), "lrs");
        reopen();

        Page page = journal.read("lrs", 0, 10);
        assertThat(page.entries()).extracting(PageEntry::trace).containsExactly(span, null);

        settle("lrs", 0, DestinationState.at(2), page.entries().stream()
                .map(entry -> new Settled(entry, RecordState.HELD, null, Records.RECEIVED, true, false)).toList(), Map.of());
        assertThat(journal.held("lrs")).hasValueSatisfying(held -> assertThat(held.entry().trace()).isEqualTo(span));
        List<PageEntry> aside = journal.aside("lrs", Records.RECEIVED.plusSeconds(1), 10).entries();
        assertThat(aside).extracting(PageEntry::trace).containsExactly(span, null);
        settle("lrs", 2, DestinationState.at(2),
                List.of(new Settled(aside.get(0), RecordState.DELIVERED, null, null, false, false)), Map.of());
    }

    @Test
    void keepsTheSameEventOnce() {
        append(completion("anna"), "lrs");

        LearningRecord again = completion("anna").withReceivedAt(Records.RECEIVED.plusSeconds(60));
        assertThat(append(again, "lrs")).isEqualTo(Appended.DUPLICATE);

        assertThat(journal.balances()).containsEntry("lrs", new Balance(1, 0, 1, 0, 0));
        assertThat(journal.sources()).containsEntry("mct", new SourceCounts(1, 1, 0, 0));
    }

    @Test
    void keepsADuplicateOfAnAppendInFlightOnce() {
        List<CompletableFuture<Appended>> appends = IntStream.range(0, 50)
                .mapToObj(i -> journal.append(completion("anna"), Set.of("lrs")).toCompletableFuture()).toList();

        assertThat(appends.stream().map(CompletableFuture::join).filter(Appended.STORED::equals)).hasSize(1);
        assertThat(journal.sources()).containsEntry("mct", new SourceCounts(1, 49, 0, 0));
    }

    @Test
    void keepsTheSameIdWithOtherContentOutsideTheBalance() {
        append(completion("anna"), "lrs");

        assertThat(append(completion("anna", new BigDecimal("51")), "lrs")).isEqualTo(Appended.DIFFERS);

        assertThat(journal.balances()).containsEntry("lrs", new Balance(1, 0, 1, 0, 0));
        assertThat(journal.sources()).containsEntry("mct", new SourceCounts(1, 0, 1, 0));
    }

    @Test
    void sharesOneCommitBetweenManyAppendsAndKeepsTheirOrder() {
        List<CompletableFuture<Appended>> appends = IntStream.range(0, 2_500)
                .mapToObj(i -> journal.append(completion("learner-" + i), Set.of("lrs")).toCompletableFuture()).toList();
        appends.forEach(CompletableFuture::join);

        List<String> read = new ArrayList<>();
        long after = 0;
        for (Page page = journal.read("lrs", after, 400); !page.entries().isEmpty(); page = journal.read("lrs", after, 400)) {
            page.entries().forEach(entry -> read.add(entry.record().learner().id()));
            after = page.upTo();
        }
        assertThat(read).containsExactlyElementsOf(IntStream.range(0, 2_500).mapToObj(i -> "learner-" + i).toList());
    }

    /** Heads are read as long as no batch names the destination, bodies as long as one does: the change may cost no record. */
    @Test
    void readsEachRecordOfADestinationThatFewBatchesName() {
        List<Long> named = new ArrayList<>();
        for (int seq = 1; seq <= 90; seq++) {
            boolean lrs = seq == 1 || seq % 10 == 0 || seq > 40 && seq < 45 || seq == 70 + 19;
            append(completion("learner-" + seq), lrs ? "lrs" : "archive");
            if (lrs) {
                named.add((long) seq);
            }
        }

        assertThat(journal.read("lrs", 0, 100).entries()).extracting(PageEntry::seq).containsExactlyElementsOf(named);
        List<Long> read = new ArrayList<>();
        long after = 0;
        for (Page page = journal.read("lrs", after, 2); !page.entries().isEmpty(); page = journal.read("lrs", after, 2)) {
            page.entries().forEach(entry -> read.add(entry.seq()));
            after = page.upTo();
        }
        assertThat(read).containsExactlyElementsOf(named);
    }

    @Test
    void refusesAppendsBeyondTheBoundAndTakesThemAgainLater() {
        journal.close();
        journal = open(new JournalBounds(10, 1 << 20, 10));

        List<CompletableFuture<Appended>> appends = IntStream.range(0, 2_000)
                .mapToObj(i -> journal.append(completion("learner-" + i), Set.of("lrs")).toCompletableFuture()).toList();
        long refused = appends.stream().filter(append -> {
            try {
                append.join();
                return false;
            } catch (CompletionException e) {
                assertThat(e).hasRootCauseMessage(e.getCause().getMessage());
                assertThat(e.getCause()).hasMessageContaining("serai.journal.waiting.max");
                return true;
            }
        }).count();

        assertThat(refused).isPositive();
        assertThat(journal.balances().get("lrs").routed()).isEqualTo(2_000 - refused);
        assertThat(append(completion("later"), "lrs")).isEqualTo(Appended.STORED);
    }

    @Test
    void aCursorIsBornBeforeTheFirstRecordForItsDestination() {
        append(completion("anna"), "archive");
        append(completion("ben"), "archive", "lrs");

        assertThat(journal.state("lrs")).map(DestinationState::cursor).hasValue(1L);
        assertThat(journal.state("warehouse")).isEmpty();
    }

    @Test
    void aPageIsSettledTogetherWithItsCountersAndWhatIsRemembered() {
        append(completion("anna"), "archive");
        append(completion("ben"), "archive");
        Page page = journal.read("archive", 0, 10);

        settle("archive", 0, DestinationState.at(2), delivered(page), Map.of("file", "120"));

        assertThat(journal.state("archive")).hasValue(DestinationState.at(2));
        assertThat(journal.remembered("archive")).isEqualTo(Map.of("file", "120"));
        assertThat(journal.balances()).containsEntry("archive", new Balance(2, 2, 0, 0, 0));
        assertThat(journal.traces(0, 10)).extracting(DeliveryTrace::destinations)
                .containsOnly(Map.of("archive", RecordState.DELIVERED));
    }

    @Test
    void aPageIsSettledOnlyWhereItsCursorStands() {
        append(completion("anna"), "archive");
        Page page = journal.read("archive", 0, 10);
        settle("archive", 0, DestinationState.at(1), delivered(page), Map.of());

        assertThatThrownBy(() -> settle("archive", 0, DestinationState.at(1), delivered(page), Map.of()))
                .hasMessageContaining("another process delivers to it");
        assertThat(journal.balances()).containsEntry("archive", new Balance(1, 1, 0, 0, 0));
    }

    @Test
    void whatIsDeliveredAheadOfTheCursorIsNotReadAgain() {
        append(completion("anna"), "lrs");
        append(completion("ben"), "lrs");
        append(completion("cleo"), "lrs");
        PageEntry ben = journal.read("lrs", 0, 10).entries().get(1);

        settle("lrs", 0, DestinationState.at(0), List.of(new Settled(ben, RecordState.DELIVERED, null, null, false, false)),
                Map.of());

        assertThat(journal.read("lrs", 0, 10).entries()).extracting(entry -> entry.record().learner().id())
                .containsExactly("anna", "cleo");
        assertThat(journal.balances()).containsEntry("lrs", new Balance(3, 1, 2, 0, 0));
    }

    @Test
    void tellsOfTheRecordsThatAreAskedForWhichAreDecided() {
        List<Long> asked = new ArrayList<>();
        List<CompletableFuture<Appended>> appended = new ArrayList<>();
        for (long seq = 1; seq <= 700; seq++) {
            appended.add(journal.append(completion("learner-" + seq), Set.of("lrs")).toCompletableFuture());
            if (seq % 5 == 1) {
                asked.add(seq); // more than one query names, and far apart
            }
        }
        appended.forEach(CompletableFuture::join);
        settle("lrs", 0, DestinationState.at(700), journal.read("lrs", 0, 700).entries().stream()
                .map(entry -> new Settled(entry, entry.seq() % 2 == 0 ? RecordState.HELD : RecordState.DEAD, null, Records.RECEIVED,
                        true, false))
                .toList(), Map.of());

        assertThat(journal.decided("lrs", asked)).as("far apart").hasSize(70)
                .containsExactlyInAnyOrderElementsOf(asked.stream().filter(seq -> seq % 2 == 1).toList());
        assertThat(journal.decided("lrs", List.of(8L, 7L, 6L, 5L))).as("close together").containsExactlyInAnyOrder(5L, 7L);
        assertThat(journal.decided("lrs", List.of(699L))).containsExactly(699L);
        assertThat(journal.decided("archive", asked)).isEmpty();
    }

    @Test
    void remembersTroubleOverARestart() {
        append(completion("anna"), "lrs");
        DestinationState state =
                new DestinationState(0, 3, Instant.parse("2026-11-22T10:01:00Z"), FailureClass.FORBIDDEN, "status 401",
                        false);
        settle("lrs", 0, state, List.of(), Map.of());

        reopen();

        assertThat(journal.state("lrs")).hasValue(state);
    }

    @Test
    void keepsPagesWithinTheirSize() {
        journal.close();
        journal = open(new JournalBounds(100, 1_000, 10));
        for (String learner : List.of("anna", "ben", "cleo")) {
            append(completion(learner), "lrs");
        }

        Page page = journal.read("lrs", 0, 10);

        assertThat(page.entries()).hasSize(2);
        assertThat(page.upTo()).isEqualTo(2);
    }

    @Test
    void aSequenceNumberIsNeverGivenTwice() throws Exception {
        journal.close();
        journal = open(new JournalBounds(10, 1_000, 10, 0, Duration.ofDays(1), Duration.ZERO));
        append(completion("anna").withReceivedAt(Records.RECEIVED.minus(Duration.ofDays(2))), "lrs");
        Leased.settle(journal, Settlement.of("lrs", 0, DestinationState.at(1))).join();
        assertThat(journal.purge()).isEqualTo(1);
        reopen();

        append(completion("ben"), "lrs");

        assertThat(journal.traces(0, 10)).extracting(DeliveryTrace::seq).containsExactly(2L);
    }

    @Test
    void refusesASourceThatWasBegunUnderAnotherName() {
        journal.fix("source.mct", "serai.mct.source", "mct");
        journal.fix("source.mct", "serai.mct.source", "mct");

        assertThatThrownBy(() -> journal.fix("source.mct", "serai.mct.source", "other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("serai.mct.source=other").hasMessageContaining("'mct'");
    }

    @Test
    void keepsTheNameThatItWasBegunWithAndSharesItWithNoOther() throws Exception {
        String identity = journal.identity();
        assertThat(identity).matches("[0-9a-f]{32}");

        reopen();
        assertThat(journal.identity()).isEqualTo(identity);
        try (SqlJournal other = openAnother()) {
            assertThat(other.identity()).isNotEqualTo(identity);
        }
    }
}
