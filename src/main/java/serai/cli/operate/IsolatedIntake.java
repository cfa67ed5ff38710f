package serai.cli.operate;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.JournalUnavailableException;
import serai.journal.RecordRefusedException;
import serai.journal.UnkeptEventException;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;
import serai.rehearsal.IsolatedRoutes;
import serai.settings.Settings;
import serai.settings.known.JournalSetting;
import serai.settings.known.MctSetting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Takes events in with the routes that take in every event, beside a running Serai or without one. The destinations that the
 * routes name, in one step or several, get the event by one append. Not safe for use by several threads.
 */
public final class IsolatedIntake implements AutoCloseable {

    private final IsolatedRoutes routes;
    private volatile @Nullable Appended last;

    /**
     * @param files names of the routes' files
     * @throws Exception if a file is missing, or the routes can't run without others; the message has one line
     */
    public IsolatedIntake(CommandContext command, List<String> files) throws Exception {
        Settings settings = command.settings();
        Inbox inbox = command.operations().inbox(settings.longNumber(JournalSetting.MAX_BYTES),
                settings.hours(MctSetting.REDRAW_WINDOW_HOURS));
        routes = command.routes(files, new Inbox() {
            @Override
            public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations, @Nullable TraceContext trace) {
                return inbox.append(record, destinations).thenApply(appended -> last = appended);
            }

            @Override
            public CompletionStage<Void> countFiltered(String source) {
                return inbox.countFiltered(source);
            }
        });
    }

    /**
     * Takes one event in; returns after the commit.
     *
     * @return the result of the append; null if a route has left the event out
     * @throws CamelExecutionException       if the routes fail; its cause is the failure
     * @throws IllegalArgumentException      if the routes name no destination for the event
     * @throws JournalUnavailableException   if the journal can't keep the event now
     * @throws RecordRefusedException        if the journal can't keep this event, however often it is tried
     */
    public @Nullable Appended takeIn(String uri, Object body, Map<String, Object> headers) {
        last = null;
        Route route = routes.reading(uri).orElseThrow(() -> new IllegalArgumentException("no route reads " + uri));
        return routes.run(route, message -> {
            message.setBody(body);
            message.setHeaders(new HashMap<>(headers));
        }, this::result);
    }

    private @Nullable Appended result(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure instanceof UnkeptEventException) {
            throw new IllegalArgumentException("the routes neither name a destination for it nor filter it out");
        }
        if (failure instanceof JournalUnavailableException || failure instanceof RecordRefusedException) {
            throw (RuntimeException) failure;
        }
        if (failure != null) {
            throw new CamelExecutionException("the routes fail", exchange, failure);
        }
        return last;
    }

    @Override
    public void close() {
        routes.close();
    }
}
