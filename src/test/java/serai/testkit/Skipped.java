package serai.testkit;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Skips a test, and prints why on standard error itself, because Surefire does not show it. */
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
     * The exception that skips a test. A reason that many tests have is printed once.
     *
     * @param cause the failure that is the reason; null if there is none
     */
    public static TestAbortedException because(String otherwise, @Nullable Throwable cause) {
        if (SAID.add(otherwise)) {
            new PrintStream(new FileOutputStream(FileDescriptor.err), true).println(otherwise);
        }
        return new TestAbortedException(otherwise, cause);
    }
}
