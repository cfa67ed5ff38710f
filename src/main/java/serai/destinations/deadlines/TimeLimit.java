package serai.destinations.deadlines;

/** Bounds of the time limits that a destination's bean may have, in milliseconds. */
public final class TimeLimit {

    /** A day; a longer limit is taken for a mistake. */
    private static final long MOST = 86_400_000;

    private TimeLimit() {
    }

    /**
     * Returns the limit.
     *
     * @param least the shortest one that makes sense
     * @throws IllegalArgumentException if it is shorter than the least, or longer than a day
     */
    public static long required(long milliseconds, long least) {
        if (milliseconds < least || milliseconds > MOST) {
            throw new IllegalArgumentException("must be from %s to %s milliseconds".formatted(least, MOST));
        }
        return milliseconds;
    }
}
