package serai.testkit;

import serai.cli.terminal.Ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** A port for a test that can't let the operating system choose one when it begins to listen. */
public final class FreePort {

    private FreePort() {
    }

    /** A free port; no outgoing connection takes it before the test does. */
    public static int number() {
        try {
            return Ports.free();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of a run, with a free port for each of its servers. */
    public static Properties settings() {
        Properties settings = new Properties();
        for (String port : new String[]{"camel.server.port", "camel.management.port", "serai.sandbox.servicebus.port",
                "serai.sandbox.http.port"}) {
            settings.setProperty(port, text());
        }
        return settings;
    }

    public static String text() {
        return Integer.toString(number());
    }
}
