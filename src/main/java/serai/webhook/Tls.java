package serai.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import serai.tls.CertificateFiles;
import serai.tls.ChangingCertificate;

import java.time.Duration;
import java.util.Set;

/**
 * TLS 1.2 and 1.3 (RFC 8446) with a certificate from files, which are looked at again and again: what has changed holds for
 * handshakes from then on. Where it can't be used, that is logged once, and the certificate before it stays.
 */
public final class Tls {

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
        ChangingCertificate certificate = new ChangingCertificate("The webhook", files);
        options.setSsl(true).setEnabledSecureTransportProtocols(PROTOCOLS)
                .setKeyCertOptions(KeyCertOptions.wrap(certificate.keys()));
        lookLater(certificate, vertx);
    }

    private void lookLater(ChangingCertificate certificate, Vertx vertx) {
        vertx.setTimer(betweenLooks.toMillis(), unused -> vertx.executeBlocking(() -> {
            certificate.look();
            return null;
        }).onComplete(looked -> lookLater(certificate, vertx)));
    }
}
