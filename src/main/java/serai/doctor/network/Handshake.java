package serai.doctor.network;

import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.doctor.Observations;
import serai.doctor.ValidityPeriod;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Finds out whether TLS with a server works as Serai demands it, and until when. Nothing is sent after the handshake. */
public final class Handshake {

    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);
    private static final int MAX_MILLIS = 5_000;

    private Handshake() {
    }

    /**
     * Shakes hands with the server; if that fails, observes why and returns false.
     *
     * @param strategy the endpoint's own: which authorities it trusts, and which client certificate it shows
     */
    public static boolean with(Target target, InetSocketAddress address, TlsSocketStrategy strategy, Clock clock,
            Observations observations) {
        observations.trying("TLS");
        try (Socket socket = new Socket()) {
            socket.connect(address, MAX_MILLIS);
            socket.setSoTimeout(MAX_MILLIS);
            try (SSLSocket tls = strategy.upgrade(socket, target.host(), target.port(), null, HttpCoreContext.create())) {
                SSLSession session = tls.getSession();
                observe("%s, the certificate".formatted(session.getProtocol()), chain(session.getPeerCertificates()), clock,
                        "renew it at " + target, observations);
                return true;
            }
        } catch (IOException e) {
            LOG.debug("TLS with {} fails", target, e);
            TlsFailure trouble = TlsFailure.of(e, target, address);
            observations.fail(trouble.found(), trouble.remedy());
            return false;
        }
    }

    private static void observe(String what, List<X509Certificate> chain, Clock clock, String remedy, Observations observations) {
        if (chain.get(0).getNotAfter().toInstant().isBefore(clock.instant())) {
            observations.warn("%s has expired, and passes only because this very certificate is trusted".formatted(what), remedy);
        } else {
            ValidityPeriod.observe(what, chain, clock, remedy, observations);
        }
    }

    private static List<X509Certificate> chain(Certificate[] certificates) {
        return Arrays.stream(certificates).filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast).toList();
    }
}
