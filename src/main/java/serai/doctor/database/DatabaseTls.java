package serai.doctor.database;

import serai.doctor.Observations;
import serai.doctor.ValidityPeriod;
import serai.doctor.network.PresentedCertificate;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * For how long the certificate of a database is valid. The drivers do not show it, so Serai reads it over a connection of its own,
 * from PostgreSQL servers only: other protocols exchange more before TLS begins.
 */
final class DatabaseTls {

    /** The message SSLRequest (PostgreSQL, Frontend/Backend Protocol, Message Formats): its length, and a code. */
    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 210, 22, 47};
    private static final int WILLING = 'S';

    private DatabaseTls() {
    }

    /**
     * Observes the version of TLS and, of PostgreSQL, the certificate.
     *
     * @param version the version of TLS of the driver's connection
     * @param reached the server; empty if only the driver knows it
     */
    static void observe(String version, String url, Optional<InetSocketAddress> reached, Clock clock, Observations observations) {
        Optional<X509Certificate> shown = reached.filter(address -> url.startsWith("jdbc:postgresql:"))
                .flatMap(address -> PresentedCertificate.of(address, address.getHostString(), DatabaseTls::request));
        if (shown.isPresent()) {
            ValidityPeriod.observe(version + ", the certificate", List.of(shown.get()), clock, "renew it in the database's server",
                    observations);
        } else {
            observations.ok(version);
        }
    }

    private static void request(Socket socket) throws IOException {
        socket.getOutputStream().write(SSL_REQUEST);
        if (socket.getInputStream().read() != WILLING) {
            throw new EOFException("the server speaks no TLS");
        }
    }
}
