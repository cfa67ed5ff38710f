package serai.destinations.mail;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.SocketFactory;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes the connection of one attempt, in clear and encrypted, so that another thread can end it, whatever it waits for. */
final class AbortableSockets {

    private static final Logger LOG = LoggerFactory.getLogger(AbortableSockets.class);

    private final SSLSocketFactory encryption;
    private @Nullable Socket socket;
    private boolean aborted;
    private @Nullable SSLSocket secured;

    AbortableSockets(SSLSocketFactory encryption) {
        this.encryption = encryption;
    }

    /** Closes the connection; if it is opened later, it is closed at once. */
    synchronized void abort() {
        aborted = true;
        close(socket);
    }

    private synchronized Socket opened(Socket made) {
        socket = made;
        if (aborted) {
            close(made);
        }
        return made;
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("A connection could not be closed", e);
        }
    }

    /** The certificates that the server has shown; empty while the connection is in clear. */
    synchronized List<X509Certificate> certificates() throws SSLPeerUnverifiedException {
        return secured == null ? List.of() : Arrays.stream(secured.getSession().getPeerCertificates())
                .filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast).toList();
    }

    private synchronized Socket secured(Socket made) {
        secured = (SSLSocket) made;
        return made;
    }

    SocketFactory plain() {
        return new Plain();
    }

    SSLSocketFactory encrypted() {
        return new Encrypted();
    }

    /** Jakarta Mail connects the socket itself. */
    private final class Plain extends SocketFactory {

        @Override
        public Socket createSocket() {
            return opened(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }

    /** Jakarta Mail gives it a connected socket. {@link #abort} closes that socket, since closing the one with TLS may wait. */
    private final class Encrypted extends SSLSocketFactory {

        @Override
        public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
            return secured(encryption.createSocket(opened(connected), host, port, autoClose));
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return encryption.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return encryption.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
