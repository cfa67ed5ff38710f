package serai;

import java.util.Random;

/** For how long and with which seed a fuzz test goes on: {@code -Dserai.fuzz.seconds=}, {@code -Dseed=}. */
public final class FuzzRun {

    private static final int SECONDS = Integer.getInteger("serai.fuzz.seconds", 3);

    private final long seed = Long.getLong("seed", new Random().nextInt(1_000_000_000));

    /** One input. */
    public interface Input {

        void tryOut(Random random) throws Exception;
    }

    /** Tries inputs until the time is over; one that fails is told by the seed and its number. */
    public int of(String what, Input input) {
        Random random = new Random(seed);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        int inputs = 0;
        do {
            inputs++;
            try {
                input.tryOut(random);
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError("%s: input %d of -Dseed=%d: %s".formatted(what, inputs, seed, e.getMessage()), e);
            }
        } while (System.nanoTime() < end);
        System.out.printf("%s: %d inputs, to repeat: -Dseed=%d -Dserai.fuzz.seconds=%d%n", what, inputs, seed, SECONDS);
        return inputs;
    }
}
