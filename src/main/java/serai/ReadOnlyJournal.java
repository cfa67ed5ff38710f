package serai;

import org.jspecify.annotations.Nullable;
import serai.journal.Balance;
import serai.journal.DeliveryTrace;
import serai.journal.DestinationReport;
import serai.journal.JournalReport;
import serai.journal.JournalSize;
import serai.journal.SourceCounts;
import serai.journal.UnkeptReport;

import java.util.List;
import java.util.Map;

/** What a host gets of the journal: a report that no cast turns into the journal itself. */
final class ReadOnlyJournal implements JournalReport {

    private final JournalReport journal;

    ReadOnlyJournal(JournalReport journal) {
        this.journal = journal;
    }

    @Override
    public String identity() {
        return journal.identity();
    }

    @Override
    public boolean isDeliveredHere(String destination) {
        return journal.isDeliveredHere(destination);
    }

    @Override
    public Map<String, String> remembered(String destination) {
        return journal.remembered(destination);
    }

    @Override
    public List<UnkeptReport> unkept() {
        return journal.unkept();
    }

    @Override
    public List<DeliveryTrace> traces(long after, int limit) {
        return journal.traces(after, limit);
    }

    @Override
    public Map<String, Balance> balances() {
        return journal.balances();
    }

    @Override
    public List<DestinationReport> destinations() {
        return journal.destinations();
    }

    @Override
    public Map<String, SourceCounts> sources() {
        return journal.sources();
    }

    @Override
    public JournalSize fill() {
        return journal.fill();
    }

    @Override
    public @Nullable String trouble() {
        return journal.trouble();
    }
}
