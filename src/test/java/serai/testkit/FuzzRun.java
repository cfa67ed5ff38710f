package serai.testkit;

import java.util.Random;

/** How many inputs a fuzz test tries, and with which seed: {@code -Dserai.fuzz.inputs=}, {@code -Dseed=}. */
public final class FuzzRun {

    private static final int INPUTS = Integer.getInteger("serai.fuzz.inputs", 400);

    private final long seed = Long.getLong("seed", new Random().nextInt(1_000_000_000));

    /** One input, made of random numbers. */
    public interface Input {

        void tryOut(Random random) throws Exception;
    }

    /** Tries all inputs; the message of a failure has the seed and the input's number. */
    public void of(String what, Input input) {
        System.out.printf("%s: to repeat: -Dseed=%s -Dserai.fuzz.inputs=%s%n", what, seed, INPUTS);
        Random random = new Random(seed);
        for (int number = 1; number <= INPUTS; number++) {
            try {
                input.tryOut(random);
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError("%s: input %s of -Dseed=%s: %s".formatted(what, number, seed, e.getMessage()), e);
            }
        }
    }
}
