package serai.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A port for a test that can't let the operating system choose one when it begins to listen. */
public final class FreePort {

    private FreePort() {
    }

    /** One that no connection takes before the test does. */
    public static int number() {
        try {
            return Ports.free();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text() {
        return Integer.toString(number());
    }
}
