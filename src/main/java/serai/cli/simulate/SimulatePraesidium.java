package serai.cli.simulate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.cli.operate.CommandContext;
import serai.cli.publish.PublishTarget;
import serai.cli.publish.PublisherLogin;
import serai.cli.publish.WebhookTarget;
import serai.cli.terminal.Ports;
import serai.cli.terminal.Version;
import serai.model.Platform;

import java.io.IOException;
import java.net.URI;

/** {@code ./serai simulate praesidium}. */
@Command(name = "praesidium", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Publishes to the webhook: completed courses and learning paths.")
final class SimulatePraesidium extends SimulatePlatform {

    @Option(names = "--url", description = "The webhook (default: that of the Serai that runs here).")
    private @Nullable URI url;

    @Override
    Platform platform() {
        return Platform.PRAESIDIUM;
    }

    @Override
    PublishTarget recipient(CommandContext command) throws IOException {
        if (url == null) {
            Ports.requireSerai(command.webhook().getHost(), command.webhook().getPort());
        }
        return new WebhookTarget(url == null ? command.webhook() : url, PublisherLogin.require(command.settings()));
    }
}
