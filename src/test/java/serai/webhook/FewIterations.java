package serai.webhook;

/** Lets hashes be as cheap as a test has time for, until it is closed. */
public final class FewIterations implements AutoCloseable {

    public static final int NUMBER = 1_000;

    public FewIterations() {
        PasswordHash.iterationsMin = NUMBER;
    }

    @Override
    public void close() {
        PasswordHash.iterationsMin = PasswordHash.DEFAULT_ITERATIONS;
    }
}
