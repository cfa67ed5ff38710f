package serai.cli;

import org.apache.camel.CamelContext;
import serai.Setting;
import serai.Settings;
import serai.journal.store.FrontDesk;

import java.net.URI;
import java.time.Clock;

/**
 * What an operator's command works with: the settings that {@code ./serai run} has, and the journal that they name. Nothing
 * is started, locked or made.
 */
final class Workplace implements AutoCloseable {

    private static final String SERVER_PORT = "camel.server.port";

    private final CamelContext context = StoredSettings.context();
    private final Clock clock = Clock.systemUTC();
    private FrontDesk desk;

    Settings settings() {
        return Settings.of(context);
    }

    Clock clock() {
        return clock;
    }

    /** @throws serai.journal.JournalUnavailableException if there is no journal of this version */
    FrontDesk desk() {
        if (desk == null) {
            desk = FrontDesk.open(settings().path(Setting.DATA).resolve("journal.db"), clock);
        }
        return desk;
    }

    /** Where the webhook of the Serai is that has these settings, as whoever is on the same machine finds it. */
    URI webhook() {
        settings().requireNumber(SERVER_PORT, 0, Ports.MAX);
        String host = context.resolvePropertyPlaceholders("{{camel.server.host:127.0.0.1}}");
        String port = context.resolvePropertyPlaceholders("{{" + SERVER_PORT + ":8080}}");
        return Webhook.address(settings(), host, Integer.parseInt(port));
    }

    /** @throws Exception if they can't be read */
    RouteFiles routes() throws Exception {
        return new RouteFiles(context, settings().routes());
    }

    @Override
    public void close() {
        if (desk != null) {
            desk.close();
        }
        context.stop();
    }
}
