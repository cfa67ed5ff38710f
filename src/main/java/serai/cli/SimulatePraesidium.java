package serai.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.model.Platform;

import java.io.IOException;
import java.net.URI;

/** {@code ./serai simulate praesidium}. */
@Command(name = "praesidium", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Publishes to the webhook: completed courses and learning paths.")
final class SimulatePraesidium extends SimulatePlatform {

    @Option(names = "--url", description = "The webhook (default: that of the Serai which runs here).")
    private URI url;

    @Override
    Platform platform() {
        return Platform.PRAESIDIUM;
    }

    @Override
    Recipient recipient(Workplace workplace) throws IOException {
        if (url == null) {
            Ports.requireSerai(workplace.webhook().getHost(), workplace.webhook().getPort());
        }
        return new Webhook(url == null ? workplace.webhook() : url, Login.require(workplace.settings()));
    }
}
