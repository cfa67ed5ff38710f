package serai.destinations.sftp;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.SftpOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Camel's operations on an SFTP server, on a connection that another thread can end, whatever they wait for. */
final class AbortableSftp extends SftpOperations {

    private static final Logger LOG = LoggerFactory.getLogger(AbortableSftp.class);

    private @Nullable Socket socket;
    private boolean aborted;

    /** Ends the connection. Later ones are ended too, until {@link #begin} is called. */
    synchronized void abort() {
        aborted = true;
        close(socket);
    }

    synchronized void begin() {
        aborted = false;
    }

    private synchronized void opened(Socket made) {
        socket = made;
        if (aborted) {
            close(made);
        }
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

    @Override
    protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
        Session session = super.createSession(configuration);
        session.setSocketFactory(new Sockets(configuration.getConnectTimeout()));
        return session;
    }

    private final class Sockets implements SocketFactory {

        private final int connectMax;

        Sockets(int connectMax) {
            this.connectMax = connectMax;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            Socket made = new Socket();
            opened(made);
            made.connect(new InetSocketAddress(host, port), connectMax);
            return made;
        }

        @Override
        public InputStream getInputStream(Socket of) throws IOException {
            return of.getInputStream();
        }

        @Override
        public OutputStream getOutputStream(Socket of) throws IOException {
            return of.getOutputStream();
        }
    }
}
