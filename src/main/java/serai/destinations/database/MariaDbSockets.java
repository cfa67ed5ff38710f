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
 * Makes the sockets for MariaDB's driver, and knows which connection each belongs to. The driver's own {@code abort} reads the
 * rest of the answer before it closes the socket, so it waits for the read that it should end (3.5.6 to 3.5.11). Closing the
 * socket here ends that read at once.
 *
 * <p>Public, with a constructor without parameters, because the driver creates it by its class name.
 */
public final class MariaDbSockets extends SocketFactory {

    /** Makes a connection with the driver, on the calling thread. */
    @FunctionalInterface
    interface Connecting {
        Connection connect() throws SQLException;
    }

    private static final Map<Connection, Socket> OPEN = Collections.synchronizedMap(new WeakHashMap<>());
    private static final ThreadLocal<Socket> MADE = new ThreadLocal<>();

    /** Whether the driver's class loader finds this class; under OSGi it doesn't. */
    static boolean areKnownToTheDriver() {
        try {
            Class<?> driver = Class.forName("org.mariadb.jdbc.Driver");
            return Class.forName(MariaDbSockets.class.getName(), false, driver.getClassLoader()) == MariaDbSockets.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Connects, and notes the socket if this factory has made it. */
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

    /** Closes the socket of a connection, which may be a pool's, if this factory has made the socket; otherwise does nothing. */
    static void close(Connection connection) {
        try {
            Connection own = connection.unwrap(Connection.class);
            Socket socket = own.isClosed() ? null : OPEN.remove(own); // a closed connection of a pool has no hash
            if (socket != null) {
                socket.close();
            }
        } catch (SQLException | IOException e) {
            // The connection is closed already, or its own time-out ends it.
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
