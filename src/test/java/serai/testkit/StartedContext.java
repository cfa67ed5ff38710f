package serai.testkit;

import org.apache.camel.impl.DefaultCamelContext;
import serai.DirectAppends;
import serai.journal.JournalReport;
import serai.journal.JournalWriter;

/** A CamelContext that a test starts and stops. */
abstract class StartedContext implements AutoCloseable {

    /** Null before the start and after the stop. */
    DefaultCamelContext context;

    public final void stop() {
        if (context != null) {
            context.stop();
            context = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    public final DefaultCamelContext context() {
        return context;
    }

    public final JournalReport journal() {
        return context.getRegistry().findSingleByType(JournalReport.class);
    }

    /** Where its sources' routes append. */
    public final JournalWriter writer() {
        return DirectAppends.to(context);
    }
}
