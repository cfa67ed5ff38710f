package serai.testkit;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Skips a test in a way that can't be missed: around Surefire, which keeps to itself why. */
public final class Skipped {

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private Skipped() {
    }

    /** @param otherwise what was not tried, in capitals, and why, in one line */
    public static void unless(boolean possible, String otherwise) {
        if (!possible) {
            throw because(otherwise, null);
        }
    }

    /**
     * The exception that skips a test. What many tests would say is said once.
     *
     * @param cause what was tried, and has failed
     */
    public static TestAbortedException because(String otherwise, @Nullable Throwable cause) {
        if (SAID.add(otherwise)) {
            new PrintStream(new FileOutputStream(FileDescriptor.err), true).println(otherwise);
        }
        return new TestAbortedException(otherwise, cause);
    }
}
