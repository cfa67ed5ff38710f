package serai.testkit;

import org.opentest4j.TestAbortedException;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** Skips a test in a way that can't be missed: around Surefire, which keeps to itself why. */
public final class Skipped {

    private Skipped() {
    }

    /** @param otherwise what was not tried, and why, in one line */
    public static void unless(boolean possible, String otherwise) {
        if (!possible) {
            new PrintStream(new FileOutputStream(FileDescriptor.err), true).println(otherwise);
            throw new TestAbortedException(otherwise);
        }
    }
}
