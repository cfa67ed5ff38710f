package serai.webhook.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.tls.CertificateFiles;
import serai.tls.ChangingCertificate;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;

/**
 * TLS 1.2 and 1.3 (RFC 8446), with suites that have forward secrecy and authenticated encryption (RFC 9325, section 4.2), no
 * renegotiation by the client, and a certificate from files. The files are checked at intervals, and a changed certificate
 * holds for later handshakes. If it can't be used, this is logged once and the earlier certificate stays.
 */
public final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
    /** The suites of TLS 1.3, and those of TLS 1.2 with ECDHE and AEAD. */
    private static final Pattern SUITES = Pattern.compile("TLS_(AES|CHACHA20)_.+|TLS_ECDHE_.+_(GCM|CHACHA20_POLY1305)_.+");
    private static final String NO_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    static {
        refuseRenegotiation();
    }

    private final CertificateFiles files;
    private final Duration betweenLooks;
    private final List<String> older;

    /**
     * @param betweenLooks the interval of the checks; at least 1 ms
     * @param older        further suites to accept, for clients that have no better ones; see {@link #requireKnown}
     */
    public ServerTls(CertificateFiles files, Duration betweenLooks, List<String> older) {
        this.files = files;
        this.betweenLooks = betweenLooks;
        this.older = List.copyOf(older);
    }

    /**
     * Turns renegotiation by clients off, unless the property is set already. Java reads the property once, at the first
     * handshake of any server in the process.
     */
    public static void refuseRenegotiation() {
        if (System.getProperty(NO_RENEGOTIATION) == null) {
            System.setProperty(NO_RENEGOTIATION, "true");
        }
    }

    /** @throws IllegalArgumentException if this Java has no cipher suite of one of these names */
    public static void requireKnown(List<String> suites) {
        List<String> known = known();
        suites.stream().filter(suite -> !known.contains(suite)).findFirst().ifPresent(suite -> {
            throw new IllegalArgumentException(
                    ("this Java has no cipher suite %s, or its jdk.tls.disabledAlgorithms "
                            + "excludes it; choose from %s")
                            .formatted(suite, known.stream().filter(name -> !SUITES.matcher(name).matches())
                                    .filter(name -> !name.endsWith("_SCSV")).collect(Collectors.joining(", "))));
        });
    }

    private static List<String> known() {
        try {
            return List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no TLS; run on JDK 17 or later", e);
        }
    }

    /**
     * Makes a server speak TLS only, and checks the files until the Vert.x is closed.
     *
     * @throws IllegalArgumentException if the files hold no certificate that can be used
     */
    void configure(HttpServerOptions options, Vertx vertx) {
        ChangingCertificate certificate = new ChangingCertificate("The webhook", files);
        options.setSsl(true).setKeyCertOptions(KeyCertOptions.wrap(certificate.keys()));
        offerTheBest(options);
        older.forEach(options::addEnabledCipherSuite);
        if (!older.isEmpty()) {
            LOG.warn(
                    "The webhook also accepts outdated cipher suites: {}. Remove them from serai.webhook.tls.suites.older as soon "
                            + "as no publisher needs them.",
                    String.join(", ", older));
        }
        lookLater(certificate, vertx);
    }

    /** Has a server that speaks TLS offer these versions and suites only. */
    static void offerTheBest(HttpServerOptions options) {
        options.setEnabledSecureTransportProtocols(PROTOCOLS);
        known().stream().filter(suite -> SUITES.matcher(suite).matches()).forEach(options::addEnabledCipherSuite);
    }

    private void lookLater(ChangingCertificate certificate, Vertx vertx) {
        vertx.setTimer(betweenLooks.toMillis(), unused -> vertx.executeBlocking(() -> {
            certificate.look();
            return null;
        }).onComplete(looked -> lookLater(certificate, vertx)));
    }
}
