package serai.console.pages;

import serai.console.view.PageRenderer;
import serai.console.web.PageRequest;
import serai.console.web.Streams.Feed;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Sends the counts of dead letters to the windows that show some, at each call. If counting takes long, it leaves out so many calls
 * that counting takes a tenth of the time. Used by one thread.
 */
public final class DeadLetterStream {

    private static final int SHARE = 10;
    private static final Duration AT_ONCE = Duration.ofMillis(300);
    private static final int REST_MAX = 30;

    private final JournalOperations operations;
    private final PageRenderer renderer;
    private final Feed<DeadLetterForm> feed;
    private final Clock clock;
    private final Duration every;
    private final Deque<DeadLetterForm> turn = new ArrayDeque<>(); // what has not been counted yet
    private long rest; // calls that are left out

    /**
     * @param feed  of windows by what they select
     * @param every how often it is called
     */
    public DeadLetterStream(JournalOperations operations, PageRenderer renderer, Feed<DeadLetterForm> feed, Clock clock,
            Duration every) {
        this.operations = operations;
        this.renderer = renderer;
        this.feed = feed;
        this.clock = clock;
        this.every = every;
    }

    /**
     * What a window selects.
     *
     * @throws serai.console.web.RefusedRequestException if that can't be read
     */
    public static DeadLetterForm subject(PageRequest request) {
        DeadLetterForm form = DeadLetterForm.of(request);
        form.selection();
        return form;
    }

    /** Counts once for all windows that select the same. If that takes long, the others' turn is at the next call. */
    public void look() {
        if (rest > 0) {
            rest--;
            return;
        }
        if (turn.isEmpty()) {
            turn.addAll(feed.subjects());
        }
        Instant begin = clock.instant();
        Duration took = Duration.ZERO;
        while (!turn.isEmpty() && took.compareTo(AT_ONCE) < 0) {
            DeadLetterForm form = turn.remove();
            feed.send(form, "groups", part(form));
            took = Duration.between(begin, clock.instant()).abs();
        }
        rest = Math.min(REST_MAX, took.multipliedBy(SHARE - 1).dividedBy(every));
    }

    private String part(DeadLetterForm form) {
        try {
            return renderer.part("letter-groups",
                    Map.of("filter", form, "groups", operations.deadLetterGroups().groups(form.selection()), "trouble", ""));
        } catch (JournalUnavailableException e) {
            return renderer.part("letter-groups",
                    Map.of("filter", form, "groups", List.of(), "trouble", String.valueOf(e.getMessage())));
        }
    }
}
