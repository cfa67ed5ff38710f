package serai.cli.operate;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import serai.cli.publish.WebhookTarget;
import serai.cli.terminal.Ports;
import serai.cli.terminal.StoredSettings;
import serai.journal.operations.JournalOperations;
import serai.settings.Setting;
import serai.settings.Settings;

import java.net.URI;
import java.time.Clock;

/**
 * Gives an operator's command the settings that {@code ./serai run} has, and the journal that they name. It starts no routes,
 * takes no lock, and makes no file.
 */
public final class CommandContext implements AutoCloseable {

    private static final String SERVER_PORT = "camel.server.port";

    private final CamelContext context = StoredSettings.context();
    private final Clock clock = Clock.systemUTC();
    private @Nullable JournalOperations operations; // null until a command asks for it

    public Settings settings() {
        return Settings.of(context);
    }

    public Clock clock() {
        return clock;
    }

    /** @throws serai.journal.JournalUnavailableException if there is no journal of this version */
    public JournalOperations operations() {
        if (operations == null) {
            operations = JournalOperations.open(settings().path(Setting.DATA).resolve("journal.db"), clock);
        }
        return operations;
    }

    /** The address at which a program on this machine reaches the webhook of the Serai with these settings. */
    public URI webhook() {
        settings().requireNumber(SERVER_PORT, 0, Ports.MAX);
        String host = context.resolvePropertyPlaceholders("{{camel.server.host:127.0.0.1}}");
        String port = context.resolvePropertyPlaceholders("{{" + SERVER_PORT + ":8080}}");
        return WebhookTarget.address(settings(), host, Integer.parseInt(port));
    }

    /** @throws Exception if the route files can't be read */
    RouteFiles routes() throws Exception {
        return new RouteFiles(context, settings().routes());
    }

    @Override
    public void close() {
        if (operations != null) {
            operations.close();
        }
        context.stop();
    }
}
