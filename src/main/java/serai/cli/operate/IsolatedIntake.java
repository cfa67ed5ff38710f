package serai.cli.operate;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.JournalUnavailableException;
import serai.model.LearningRecord;
import serai.settings.Setting;
import serai.settings.Settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;

/**
 * Takes events in with the routes that take in every event, beside a running Serai or without one. The destinations that the
 * routes name, in one step or several, get the event by one append. Not safe for use by several threads.
 */
public final class IsolatedIntake implements AutoCloseable {

    private final Inbox inbox;
    private final IsolatedRoutes routes;
    private final Map<LearningRecord, Set<String>> named = new LinkedHashMap<>();
    private final Set<String> filtered = new TreeSet<>();

    /**
     * @param files names of the routes' files
     * @throws Exception as {@link IsolatedRoutes}
     */
    public IsolatedIntake(CommandContext command, List<String> files) throws Exception {
        Settings settings = command.settings();
        inbox = command.operations().inbox(settings.longNumber(Setting.JOURNAL_MAX_BYTES),
                settings.hours(Setting.MCT_REDRAW_WINDOW_HOURS));
        routes = new IsolatedRoutes(command, files, Map.of("filtered", (Processor) this::leaveOut),
                (record, destinations) -> named.computeIfAbsent(record, one -> new TreeSet<>()).addAll(destinations));
    }

    private void leaveOut(Exchange exchange) throws InvalidPayloadException {
        filtered.add(exchange.getMessage().getMandatoryBody(LearningRecord.class).source());
    }

    /**
     * Takes one event in; returns after the commit.
     *
     * @return the result of the append; null if a route has left the event out
     * @throws CamelExecutionException       if the routes fail; its cause is the failure
     * @throws IllegalArgumentException      if the routes name no destination for the event
     * @throws JournalUnavailableException   if the journal can't keep the event now
     */
    public @Nullable Appended takeIn(String uri, Object body, Map<String, Object> headers) {
        named.clear();
        filtered.clear();
        routes.send(uri, body, headers);
        if (named.isEmpty() && filtered.isEmpty()) {
            throw new IllegalArgumentException("the routes neither name a destination for it nor filter it out");
        }
        try {
            Appended last = null;
            for (Map.Entry<LearningRecord, Set<String>> one : named.entrySet()) {
                last = inbox.append(one.getKey(), one.getValue()).toCompletableFuture().join();
            }
            if (named.isEmpty()) {
                inbox.countFiltered(filtered.iterator().next()).toCompletableFuture().join();
            }
            return last;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    @Override
    public void close() {
        routes.close();
    }
}
