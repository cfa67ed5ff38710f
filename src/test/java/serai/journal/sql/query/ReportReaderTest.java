package serai.journal.sql.query;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.DestinationReport;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Journal;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** What status, metrics and the operations page ask every few seconds, of a journal in which much stands aside. */
class ReportReaderTest {

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);

    private Journal open() {
        return FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
    }

    @ParameterizedTest
    @ValueSource(strings = {ReportReader.ASIDE, ReportReader.OLDEST_UNROUTED})
    void countsWhatStandsAsideByAnIndexAndReadsNoRow(String query) throws Exception {
        open().close();
        List<String> plan = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var rows = connection.createStatement().executeQuery("EXPLAIN QUERY PLAN " + query)) {
            while (rows.next()) {
                plan.add(rows.getString("detail"));
            }
        }

        assertThat(plan).singleElement().asString().contains("USING COVERING INDEX aside_pending (destination=? AND state=?)");
    }

    @Test
    void tellsTheOldestOfTheUnroutedRecords() {
        try (Journal journal = open()) {
            List.of("anna", "ben").forEach(one -> journal.append(completion(one), Set.of("unrouted")).toCompletableFuture().join());

            assertThat(journal.destinations()).singleElement().returns(2L, one -> one.balance().pending())
                    .returns(1L, DestinationReport::oldest).returns(Records.RECEIVED, DestinationReport::oldestArrived);
        }
    }
}
