package serai.console.pages;

import org.jspecify.annotations.Nullable;
import serai.console.web.Streams.Feed;
import serai.journal.JournalUnavailableException;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Sends the numbers of each minute to the windows that show charts. Used by one thread. */
public final class HistoryStream {

    private final HistoryPages pages;
    private final Feed<String> feed;
    private final Clock clock;
    private @Nullable Instant last; // null before the first

    /** @param feed of windows that show a span such as {@code hour} */
    public HistoryStream(HistoryPages pages, Feed<String> feed, Clock clock) {
        this.pages = pages;
        this.feed = feed;
        this.clock = clock;
    }

    /** Looks at what was noted, if a minute has begun since the last call. If the journal can't be read, the next call does it. */
    public void look() {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (minute.equals(last)) {
            return;
        }
        try {
            for (String span : feed.subjects()) {
                feed.send(span, "minute", pages.numbers(span).newest().json());
                feed.send(span, "told", pages.told(span));
            }
            last = minute;
        } catch (JournalUnavailableException e) {
            last = null;
        }
    }
}
