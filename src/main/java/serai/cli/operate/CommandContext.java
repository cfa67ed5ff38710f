package serai.cli.operate;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;
import serai.ConfiguredJournal;
import serai.cli.publish.WebhookTarget;
import serai.cli.terminal.ComponentSettings;
import serai.cli.terminal.Ports;
import serai.cli.terminal.StoredSettings;
import serai.journal.Inbox;
import serai.journal.UnreportedInbox;
import serai.journal.operations.JournalOperations;
import serai.rehearsal.IsolatedRoutes;
import serai.settings.Settings;
import serai.settings.known.RuntimeSetting;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives an operator's command the settings that {@code ./serai run} has, and the journal that they name. It starts no routes,
 * takes no lock, and makes no file.
 */
public final class CommandContext implements AutoCloseable {

    private static final String SERVER_PORT = "camel.server.port";

    private final CamelContext context = StoredSettings.context();
    private final Clock clock = Clock.systemUTC();
    private @Nullable JournalOperations opened; // null until a command asks for it
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
            opened = ConfiguredJournal.of(settings()).operations(clock);
            operations = opened.as("cli:" + System.getProperty("user.name"));
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

    /**
     * Runs the routes of some files without all others. Routes that need other beans, or routes of other files, can't be run
     * this way.
     *
     * @param files   names of the routes' files
     * @param journal gets what the routes append
     * @throws Exception if a file is missing, or the routes can't run without others; the message has one line
     */
    public IsolatedRoutes routes(List<String> files, Inbox journal) throws Exception {
        List<Resource> known = new ArrayList<>(settings().routes());
        known.addAll(settings().forgettingRoutes());
        List<Resource> some = new ArrayList<>();
        for (String file : files) {
            some.add(known.stream().filter(route -> route.getLocation().endsWith("/" + file)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no %s at %s, the place that the setting %s names"
                            .formatted(file, settings().text(RuntimeSetting.ROUTES), RuntimeSetting.ROUTES.key()))));
        }
        try {
            return new IsolatedRoutes(ComponentSettings.appliedTo(StoredSettings.context()), some, new UnreportedInbox(journal),
                    clock);
        } catch (Exception e) {
            throw new IllegalArgumentException("%s can't run without other routes and beans, so this command can't use it"
                    .formatted(String.join(" with ", files)), e);
        }
    }

    /** @throws Exception if the route files can't be read */
    RouteFiles routes() throws Exception {
        return new RouteFiles(context, settings().routes());
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
        context.stop();
    }
}
