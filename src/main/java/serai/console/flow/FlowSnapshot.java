package serai.console.flow;

import org.jspecify.annotations.Nullable;
import serai.journal.Balance;
import serai.journal.DestinationCondition;
import serai.journal.SourceCounts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The flow at a moment, as the page draws it.
 *
 * @param sources      where events come from, in the order of their names
 * @param router       the id of the route that is the router; null if none is loaded
 * @param journal      how full the journal is
 * @param destinations where records go, in the order of their names
 * @param trouble      why the journal can't be read, in one line; null if it can
 * @param webhook      the address of the webhook
 */
public record FlowSnapshot(List<Source> sources, @Nullable String router, Store journal, List<Destination> destinations,
        @Nullable String trouble, String webhook) {

    /**
     * A source.
     *
     * @param name      the name under which its events are stored
     * @param route     the id of its route; null if none is loaded
     * @param status    what Camel says of the route, in a word such as {@code Started}; null without a route
     * @param counts    what it has sent since the journal began
     * @param today     events accepted since midnight UTC, or since Serai began to count if that was later
     * @param perMinute events accepted a minute, over the last minute
     */
    public record Source(String name, @Nullable String route, @Nullable String status, SourceCounts counts, long today,
            double perMinute) {

        /** Whether its route runs. */
        public boolean isStarted() {
            return "Started".equals(status);
        }
    }

    /**
     * The journal.
     *
     * @param bytes    what it holds
     * @param bytesMax where it takes no more; 0 for no bound
     * @param waiting  appends that wait for a commit
     * @param trouble  why it takes no events at the moment; null if it does
     */
    public record Store(long bytes, long bytesMax, int waiting, @Nullable String trouble) {

        private static final int ALL = 100;

        /** How full it is, in percent; 0 without a bound. */
        public long percent() {
            return bytesMax == 0 ? 0 : Math.min(ALL, bytes * ALL / bytesMax);
        }
    }

    /**
     * A destination.
     *
     * @param name      its name
     * @param route     the id of its route; null if none is loaded
     * @param about     the description of that route; null without one
     * @param condition what it does
     * @param until     when the next attempt is due, or the period ends; null if it does not wait
     * @param because   why it waits or has stopped, in one line without personal data; null if it does neither
     * @param balance   how many of its records are in which state
     * @param held      records that are tried again while others are delivered
     * @param lag       how long ago the oldest pending record was received; null if none is pending
     * @param today     records delivered since midnight UTC, or since Serai began to count if that was later
     * @param perMinute records delivered a minute, over the last minute
     */
    public record Destination(String name, @Nullable String route, @Nullable String about, DestinationCondition condition,
            @Nullable Instant until, @Nullable String because, Balance balance, int held, @Nullable Duration lag, long today,
            double perMinute) {

        /** How urgently it needs an operator: {@code good}, {@code busy}, {@code wait} or {@code bad}. */
        public String mood() {
            return switch (condition) {
                case STOPPED, STALLED -> "bad";
                case WAITING, REMOVED, NOT_RUNNING -> "wait";
                case DELIVERING, GATHERING -> "busy";
                case UP_TO_DATE, KEPT -> balance.deadLettered() > 0 ? "wait" : "good";
            };
        }
    }

    /** Whether nothing has come yet. */
    public boolean isEmpty() {
        return sources.stream().allMatch(source -> source.counts().accepted() + source.counts().rejected() == 0)
                && destinations.stream().allMatch(destination -> destination.balance().routed() == 0);
    }
}
