package serai.console.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How fast counters grow, from what they were at earlier looks. Remembers a minute of looks, and what each counter was at the
 * first look of the day (UTC), or when it was first noted that day. Not safe for use by several threads.
 */
final class Rates {

    private static final Duration OVER = Duration.ofMinutes(1);
    private static final long DAY_SECONDS = 86_400;

    private record Look(Instant at, Map<String, Long> counts) {
    }

    private final Function<Instant, Map<String, Long>> noted;
    private final Deque<Look> looks = new ArrayDeque<>();
    private final Map<String, Long> atDayBegin = new HashMap<>();
    private long day = Long.MIN_VALUE;

    /** @param noted the values of counters that were stored first after a time; asked for at the first look */
    Rates(Function<Instant, Map<String, Long>> noted) {
        this.noted = noted;
    }

    /** Notes what the counters are now; a look that is not later than the one before is left out. */
    void look(Instant now, Map<String, Long> counts) {
        if (!looks.isEmpty() && !now.isAfter(looks.getLast().at)) {
            return;
        }
        long today = Math.floorDiv(now.getEpochSecond(), DAY_SECONDS);
        if (today != day) {
            Map<String, Long> before = new HashMap<>(looks.isEmpty() ? counts : looks.getLast().counts);
            if (looks.isEmpty()) {
                before.putAll(noted.apply(Instant.ofEpochSecond(today * DAY_SECONDS)));
            }
            atDayBegin.clear();
            atDayBegin.putAll(before);
            day = today;
        }
        looks.addLast(new Look(now, Map.copyOf(counts)));
        while (looks.size() > 2 && Duration.between(looks.getFirst().at, now).compareTo(OVER) > 0) {
            looks.removeFirst();
        }
    }

    /** How much the counter has grown in the last minute; if the looks are further apart, on average in a minute. */
    double perMinute(String counter) {
        if (looks.size() < 2) {
            return 0;
        }
        Look first = looks.getFirst();
        Look last = looks.getLast();
        double minutes = Duration.between(first.at, last.at).toMillis() / (double) OVER.toMillis();
        return Math.max(0, growth(first.counts, last.counts, counter) / Math.max(1, minutes));
    }

    /** How much the counter has grown since the day began, or since it was first noted or looked at, if that was later. */
    long today(String counter) {
        return looks.isEmpty() ? 0 : Math.max(0, growth(atDayBegin, looks.getLast().counts, counter));
    }

    private static long growth(Map<String, Long> from, Map<String, Long> to, String counter) {
        return to.getOrDefault(counter, 0L) - from.getOrDefault(counter, 0L);
    }
}
