package serai.destinations.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.SocketFactory;

/**
 * Makes the sockets of MariaDB's driver, and knows which is whose: the driver's own {@code abort} reads what is still to come
 * before it closes its socket, and so waits for the very read that it is to end (3.5.6 to 3.5.11). Closed from here, the socket
 * ends that read at once.
 *
 * <p>Public, with a constructor without parameters, since the driver makes it by its name.
 */
public final class MariaDbSockets extends SocketFactory {

    /** How a connection is made: by the driver, on the thread that asks. */
    @FunctionalInterface
    interface Connecting {
        Connection connect() throws SQLException;
    }

    private static final Map<Connection, Socket> OPEN = Collections.synchronizedMap(new WeakHashMap<>());
    private static final ThreadLocal<Socket> MADE = new ThreadLocal<>();

    /** Whether the driver can find this class: where classes are kept apart (OSGi) it can't. */
    static boolean areKnownToTheDriver() {
        try {
            Class<?> driver = Class.forName("org.mariadb.jdbc.Driver");
            return Class.forName(MariaDbSockets.class.getName(), false, driver.getClassLoader()) == MariaDbSockets.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Connects, and notes the socket that was made for it, if one of this was. */
    static Connection connect(Connecting connecting) throws SQLException {
        MADE.remove();
        try {
            Connection connection = connecting.connect();
            if (MADE.get() != null) {
                OPEN.put(connection, MADE.get());
            }
            return connection;
        } finally {
            MADE.remove();
        }
    }

    /** Closes the socket of a connection, which may be a pool's, where it was made here; else it does nothing. */
    static void close(Connection connection) {
        try {
            Connection own = connection.unwrap(Connection.class);
            Socket socket = own.isClosed() ? null : OPEN.remove(own); // a pool's that is closed has no hash
            if (socket != null) {
                socket.close();
            }
        } catch (SQLException | IOException e) {
            // It is closed already, or ends by its own time-out.
        }
    }

    @Override
    public Socket createSocket() {
        return noted(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return noted(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return noted(new Socket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return noted(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort) throws IOException {
        return noted(new Socket(host, port, localAddress, localPort));
    }

    private static Socket noted(Socket socket) {
        MADE.set(socket);
        return socket;
    }
}
