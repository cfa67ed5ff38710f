package serai.destinations.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import org.apache.camel.component.file.GenericFileOperationFailedException;
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

/**
 * Camel's operations on an SFTP server, on a connection that another thread can close, whatever the operation waits for. Where the
 * server can rename a file over another one, the other one is not deleted before, so that a reader finds the old file or the new
 * one at any moment.
 */
final class AbortableSftp extends SftpOperations {

    private static final Logger LOG = LoggerFactory.getLogger(AbortableSftp.class);

    /** By this extension of OpenSSH's, renaming replaces the file of the new name; JSch uses it wherever it is offered. */
    private static final String REPLACING = "posix-rename@openssh.com";

    private @Nullable Session session;
    private @Nullable String replaced;
    private @Nullable Socket socket;
    private boolean aborted;

    /** Closes the connection. Those that are opened later are closed, too, until {@link #begin} is called. */
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

    /** Names the file that will be written under another name and then renamed. */
    void replaces(String file) {
        replaced = file;
    }

    /** Does not delete a file that the renaming will replace. */
    @Override
    public boolean deleteFile(String name) throws GenericFileOperationFailedException {
        return name.equals(replaced) && isReplacedByRenaming() || super.deleteFile(name);
    }

    /** Asks on a channel of its own, since Camel's is out of reach. If that fails, the file is deleted before, as by SFTP 3. */
    private boolean isReplacedByRenaming() {
        Session connected = session;
        if (connected == null) {
            return false;
        }
        ChannelSftp channel = null;
        try {
            channel = (ChannelSftp) connected.openChannel("sftp");
            channel.connect(connected.getTimeout());
            return channel.getExtension(REPLACING) != null;
        } catch (JSchException e) {
            LOG.debug("A server could not be asked for its extensions", e);
            return false;
        } finally {
            if (channel != null) {
                channel.disconnect();
            }
        }
    }

    @Override
    protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
        Session made = super.createSession(configuration);
        made.setSocketFactory(new Sockets(configuration.getConnectTimeout()));
        session = made;
        return made;
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
