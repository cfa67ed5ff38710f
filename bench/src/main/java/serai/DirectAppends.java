package serai;

import org.apache.camel.CamelContext;
import serai.journal.JournalWriter;

/**
 * Appends records to the journal of a running Serai without a source's route, for benches and tests. It stands in Serai's own
 * package, since the open journal is seen from there only: a host is given a report.
 */
public final class DirectAppends {

    private DirectAppends() {
    }

    /** @param context to which Serai was added */
    public static JournalWriter to(CamelContext context) {
        return context.hasService(OpenJournal.class).journal();
    }
}
