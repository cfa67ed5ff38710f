package serai.bench.load;

/** Rounds that are thrown away while compilers are at work: a cold Serai takes in a tenth of what a warm one does. */
public final class WarmUp {

    private static final int ROUNDS_MAX = 20;
    private static final int STEADY_ROUNDS = 3;
    private static final double GAIN = 1.05;

    /** One round; more is better. */
    @FunctionalInterface
    public interface Round {
        double run() throws Exception;
    }

    private WarmUp() {
    }

    /** Repeats a round until it has gained nothing three times in a row, twenty times at most. */
    public static void untilSteady(Round round) throws Exception {
        double best = 0;
        int steady = 0;
        for (int i = 0; i < ROUNDS_MAX && steady < STEADY_ROUNDS; i++) {
            double now = round.run();
            steady = now > best * GAIN ? 0 : steady + 1;
            best = Math.max(best, now);
        }
    }
}
