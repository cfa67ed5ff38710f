package serai.journal.sql;

import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.DestinationState;
import serai.journal.JournalWriter;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.operations.ReplayRequest;
import serai.journal.operations.people.PersonLink;
import serai.journal.operations.person.Person;
import serai.journal.store.Failure;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Horizon;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.testkit.SettableClock;
import serai.testkit.journal.Leased;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** A journal that has a row in each table. */
final class FilledJournal {

    private final SqlJournal journal;
    private final SettableClock clock;

    FilledJournal(SqlJournal journal, SettableClock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Closes the journal when all is in it. */
    void fill(Supplier<JournalOperations> desk) {
        append(completion("anna"), "archive", "hr");
        append(completion("ben"), "archive");
        deliver("archive", Map.of());
        clock.turn(Duration.ofDays(31));
        append(completion("cleo"), "archive", "lrs");
        append(completion("dora"), "lrs");
        append(completion("eva"), "lrs");
        append(completion("fee"), "lrs");
        append(completion("gina"), JournalWriter.UNROUTED);
        append(completion("cleo", new BigDecimal("51")), "lrs");
        journal.reject("mct", "no event", Payload.of("{".getBytes(StandardCharsets.UTF_8))).toCompletableFuture().join();
        journal.countUnkept("mct", "NEW", "router").toCompletableFuture().join();
        assertThat(journal.purge()).as("ben; anna is pending").isEqualTo(1);
        deliver("archive", Map.of("2026-11-22.jsonl", "1024"));
        putAside(desk);
        append(completion("hugo"), "archive", "lrs");
        journal.close();
    }

    /** One is held, one dead, one mended by an operator, and one was left out. */
    private void putAside(Supplier<JournalOperations> desk) {
        long cursor = journal.state("lrs").orElseThrow().cursor();
        Page page = journal.read("lrs", cursor, 10);
        Failure failure = Failure.of(FailureClass.REFUSED, clock.instant(), new IOException("400"));
        List<PageEntry> entries = page.entries();
        assertThat(entries).hasSize(4);
        Leased.settle(journal, new Settlement("lrs", cursor, DestinationState.at(page.upTo()),
                List.of(Settled.held(entries.get(0), failure, clock.instant(), true), Settled.dead(entries.get(1), failure, false),
                        Settled.dead(entries.get(2), failure, false), Settled.delivered(entries.get(3), true)),
                Set.of(), Set.of(), false, Map.of()).within(new Horizon(page.upTo(), 10))).join();
        Leased.settle(journal,
                new Settlement("hr", 0, new DestinationState(0, 1, clock.instant(), FailureClass.MISCONFIGURED, "404", false),
                        List.of(), Set.of(), Set.of(), false, Map.of()))
                .join();
        try (JournalOperations operations = desk.get()) {
            operations.deadLetters().edit(new DeadLetterId(Content.RECORD, "lrs", entries.get(2).seq()), entries.get(2).record());
            operations.links().link(List.of(new PersonLink(Platform.MCT, "anna", "E-1", clock.instant())), null);
            operations.erasure().forgotten().note(Person.named("zoe@example.org"), Set.of(Person.named("mct:zoe")), "request 7",
                    true);
            operations.replay().carryOut(new ReplayRequest("archive", clock.instant(), null, null, true),
                    ReplayRate.atOnce(clock.instant()));
        }
    }

    private void append(LearningRecord record, String... destinations) {
        journal.append(record.withReceivedAt(clock.instant()), Set.of(destinations)).toCompletableFuture().join();
    }

    private void deliver(String destination, Map<String, String> remembered) {
        long cursor = journal.state(destination).orElseThrow().cursor();
        Page page = journal.read(destination, cursor, 100);
        Leased.settle(journal, new Settlement(destination, cursor, DestinationState.at(page.upTo()),
                page.entries().stream().map(entry -> Settled.delivered(entry, false)).toList(), Set.of(), Set.of(), false,
                remembered)).join();
    }
}
