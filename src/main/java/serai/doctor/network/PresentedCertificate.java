package serai.doctor.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The certificate that a server shows, whether or not it can be trusted; used only to say what is wrong with it. The handshake
 * is broken off as soon as the certificate is there.
 */
public final class PresentedCertificate {

    private static final int MAX_MILLIS = 3_000;
    private static final int NAMES_MAX = 5;
    private static final Integer DNS = 2;
    private static final Integer IP = 7;

    private PresentedCertificate() {
    }

    /** What both sides say before the handshake, in protocols that begin without TLS. */
    public interface Prelude {

        /** @throws IOException if the server does not want to speak TLS */
        void speak(Socket socket) throws IOException;
    }

    /** Reads the certificate; empty if the server shows none. */
    static Optional<X509Certificate> of(InetSocketAddress address, String host) {
        return of(address, host, socket -> {
            // TLS from the first byte on
        });
    }

    /** Reads the certificate after the prelude; empty if the server shows none. */
    public static Optional<X509Certificate> of(InetSocketAddress address, String host, Prelude prelude) {
        AtomicReference<X509Certificate> seen = new AtomicReference<>();
        try (Socket socket = new Socket()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new Observer(seen)}, null);
            socket.connect(address, MAX_MILLIS);
            socket.setSoTimeout(MAX_MILLIS);
            prelude.speak(socket);
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, host, address.getPort(), true)) {
                tls.startHandshake();
            }
        } catch (IOException | GeneralSecurityException e) {
            return Optional.ofNullable(seen.get()); // broken off on purpose, or there is nothing to see
        }
        return Optional.ofNullable(seen.get());
    }

    /** Whether the certificate names its own subject as its issuer. */
    static boolean isSelfSigned(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
    }

    /** The hosts that the certificate is for, five at most; the words {@code no host} if there are none. */
    static String names(X509Certificate certificate) {
        try {
            List<String> names = Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream().flatMap(Collection::stream)
                    .filter(name -> DNS.equals(name.get(0)) || IP.equals(name.get(0))).map(name -> String.valueOf(name.get(1)))
                    .limit(NAMES_MAX).toList();
            return names.isEmpty() ? "no host" : String.join(", ", names);
        } catch (CertificateParsingException e) {
            return "no host";
        }
    }

    /** Trusts nobody, and remembers the certificate that it was shown. */
    private static final class Observer extends X509ExtendedTrustManager {

        private final AtomicReference<X509Certificate> seen;

        Observer(AtomicReference<X509Certificate> seen) {
            this.seen = seen;
        }

        private void look(X509Certificate[] chain) throws CertificateException {
            seen.set(chain[0]);
            throw new CertificateException("only looked at");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            look(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            look(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            look(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            look(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            look(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            look(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
