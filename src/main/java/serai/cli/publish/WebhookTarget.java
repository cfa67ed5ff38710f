package serai.cli.publish;

import serai.cli.terminal.Logging;
import serai.cli.terminal.Ports;
import serai.sandbox.praesidium.PraesidiumPublisher;
import serai.settings.Settings;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.WebhookTlsSetting;
import serai.tls.LoopbackHosts;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The webhook, as Praesidium Academy publishes to it: a POST with Basic authentication for each event. */
public final class WebhookTarget implements PublishTarget {

    private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429);

    private final URI address;
    private final PraesidiumPublisher publisher;

    public WebhookTarget(URI address, PublisherLogin login) {
        this.address = address;
        this.publisher = new PraesidiumPublisher(login.username(), login.password());
    }

    /** The address of the webhook of a Serai with these settings. */
    public static URI address(Settings settings, String host, int port) {
        return URI.create("%s://%s:%s%s".formatted(settings.text(WebhookTlsSetting.CERTIFICATE).isEmpty() ? "http" : "https",
                Ports.inAddress(host), port, settings.text(PraesidiumSetting.PATH)));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the inner future is composed
    public CompletableFuture<PublishOutcome> send(byte[] body) {
        return publisher.publishAsync(address, body).handle((status, failure) -> {
            if (failure == null) {
                return reception(status);
            }
            Logging.debug(failure);
            return CompletableFuture.completedFuture(PublishOutcome.NOT_NOW);
        }).thenCompose(reception -> reception);
    }

    private CompletableFuture<PublishOutcome> reception(int status) {
        if (status >= 200 && status <= 202) {
            return CompletableFuture.completedFuture(PublishOutcome.TAKEN);
        }
        if (status == 400) {
            return CompletableFuture.completedFuture(PublishOutcome.REFUSED);
        }
        if (status >= 500 || NOT_NOW.contains(status)) {
            return CompletableFuture.completedFuture(PublishOutcome.NOT_NOW);
        }
        return CompletableFuture.failedFuture(new IOException("%s answered %s; check the webhook's address%s".formatted(address,
                status, status == 401 ? ", user and password" : "")));
    }

    @Override
    public String address() {
        return address.toString();
    }

    @Override
    public boolean isHere() {
        return LoopbackHosts.isHere(String.valueOf(address.getHost()));
    }

    @Override
    public void close() {
        // Nothing to close: all targets share one client.
    }
}
