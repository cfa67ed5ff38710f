package serai.console.routes;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A loaded route.
 *
 * @param about       its description; null without one
 * @param status      what Camel says of it, in a word such as {@code Started}
 * @param destination the destination that it delivers to; null for another route
 * @param records     records accepted or delivered since the journal began; null for a route that does neither
 * @param failed      exchanges that have failed since Serai's start; a destination's exchange has up to a page of records
 * @param begin       where it begins, with all steps in it
 * @param failures    its last failures since Serai's start, the newest first
 */
public record RouteReport(String id, @Nullable String about, String status, @Nullable String destination, @Nullable Long records,
        long failed, Step begin, List<RouteFailures.Failure> failures) {

    /**
     * A step.
     *
     * @param kind  the word for it in YAML: {@code to}, {@code choice}, {@code when}
     * @param what  what it does or where it sends, with settings and without secrets
     * @param about its description; null without one
     * @param inner the steps in it, in their order
     */
    public record Step(String kind, String what, @Nullable String about, List<Step> inner) {
    }

    public boolean isStarted() {
        return "Started".equals(status);
    }

    /** When it last failed; null if it has not since Serai's start. */
    public @Nullable Instant failedAt() {
        return failures.isEmpty() ? null : failures.get(0).at();
    }
}
