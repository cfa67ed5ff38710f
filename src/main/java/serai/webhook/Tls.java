package serai.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Set;

/**
 * TLS 1.2 and 1.3 (RFC 8446) with a certificate from files, which are looked at again and again: what has changed holds for
 * handshakes from then on. Where it can't be used, that is logged once, and the certificate before it stays.
 */
public final class Tls {

    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    private final CertificateFiles files;
    private final Duration betweenLooks;

    /** @param betweenLooks how long a change may go unseen; at least 1 ms */
    public Tls(CertificateFiles files, Duration betweenLooks) {
        this.files = files;
        this.betweenLooks = betweenLooks;
    }

    /**
     * Makes a server speak nothing else; the files are looked at from now on, until the Vert.x is closed.
     *
     * @throws IllegalArgumentException if the files hold no certificate that can be used
     */
    void configure(HttpServerOptions options, Vertx vertx) {
        CertificateFiles.Content content = files.read();
        ChangingKeys keys = new ChangingKeys(files.use(content, vertx));
        options.setSsl(true).setEnabledSecureTransportProtocols(PROTOCOLS).setKeyCertOptions(KeyCertOptions.wrap(keys));
        new Watch(vertx, keys, content).lookLater();
    }

    /** Its looks come one after the other. */
    private final class Watch {

        private final Vertx vertx;
        private final ChangingKeys keys;
        private CertificateFiles.Content inUse;
        private String told = "";

        Watch(Vertx vertx, ChangingKeys keys, CertificateFiles.Content inUse) {
            this.vertx = vertx;
            this.keys = keys;
            this.inUse = inUse;
        }

        void lookLater() {
            vertx.setTimer(betweenLooks.toMillis(), unused -> vertx.executeBlocking(() -> {
                look();
                return null;
            }).onComplete(looked -> lookLater()));
        }

        private void look() {
            try {
                CertificateFiles.Content now = files.read();
                if (!now.isSameAs(inUse)) {
                    keys.change(files.use(now, vertx));
                    inUse = now;
                    LOG.info("The webhook has another certificate, from {}", files);
                }
                told = "";
            } catch (IllegalArgumentException e) {
                if (!told.equals(e.getMessage())) {
                    LOG.warn("The webhook's certificate has changed and can't be used, so the one before it stays: {}",
                            e.getMessage());
                }
                told = e.getMessage();
            }
        }
    }
}
