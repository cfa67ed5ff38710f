package serai.cli.run;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import serai.Serai;
import serai.cli.terminal.Ports;
import serai.console.Console;
import serai.console.ConsoleExposure;
import serai.console.access.ConsoleUsers;
import serai.console.access.OpenIdProvider;
import serai.console.flow.FlowReader.Running;
import serai.journal.camel.JournalComponent;
import serai.journal.camel.health.ProcessStatus;
import serai.passwords.GeneratedPassword;
import serai.reload.ReloadOutcome;
import serai.settings.Settings;
import serai.settings.known.ConsoleSetting;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The operations page as the settings say. */
final class ConfiguredConsole {

    private final ConsoleExposure exposure;
    private final Settings settings;
    private final HttpManagementServerConfigurationProperties server;

    /** @throws IllegalArgumentException if the page would be open to other machines without TLS, or without users */
    ConfiguredConsole(HttpManagementServerConfigurationProperties server, Settings settings) {
        this.server = server;
        this.settings = settings;
        this.exposure = server.isEnabled()
                ? ConsoleExposure.of(settings, server.getHost(), server.isUseGlobalSslContextParameters())
                : new ConsoleExposure(false, true, false);
        if (exposure.on()) {
            OpenIdProvider.of(settings);
            fileUsers(); // a mistake in the file ends the start before anything else begins
        }
    }

    /**
     * Puts the page on the management port.
     *
     * @param webhook the webhook's address
     * @return the page; empty if it is not to be there
     * @throws IOException if the password can't be read, or made
     */
    Optional<Console> begin(CamelContext context, Serai serai, String webhook, Clock clock) throws IOException {
        if (!exposure.on()) {
            return Optional.empty();
        }
        Path folder = settings.path(RuntimeSetting.DATA);
        Optional<ConsoleUsers> named = fileUsers();
        OpenIdProvider provider = OpenIdProvider.of(settings).orElse(null);
        ConsoleUsers users = named.isPresent() ? named.get()
                : provider != null ? ConsoleUsers.none() : ConsoleUsers.alone(GeneratedPassword.ofConsole(folder).orMade());
        Console console = new Console(context, serai.journal(), exposure, users, provider,
                settings.number(ConsoleSetting.STREAMS_MAX), () -> running(folder, webhook),
                context.getComponent("journal", JournalComponent.class).deliveries()::latencies, serai.operations(), clock);
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(context,
                VertxPlatformHttpRouter.getRouterNameFromPort(server.getPort()));
        console.mount(router, router.vertx());
        return Optional.of(console);
    }

    private Optional<ConsoleUsers> fileUsers() {
        if (settings.text(ConsoleSetting.USERS).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ConsoleUsers.of(settings.path(ConsoleSetting.USERS)));
        } catch (IllegalArgumentException e) {
            throw settings.refused(ConsoleSetting.USERS, e);
        }
    }

    private static Running running(Path folder, String webhook) {
        Instant since = ReloadOutcome.in(folder).map(ReloadOutcome::since).orElse(null);
        return ProcessStatus.in(folder).map(status -> new Running(status.stalled(), status.waiting(), since, webhook))
                .orElseGet(() -> new Running(Map.of(), Map.of(), since, webhook));
    }

    /** The page's address. */
    String address() {
        return "%s://%s:%s/".formatted(exposure.secure() ? "https" : "http", Ports.inAddress(server.getHost()), server.getPort());
    }
}
