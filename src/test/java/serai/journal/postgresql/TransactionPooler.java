package serai.journal.postgresql;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A pooler such as PgBouncer, with pooling by transaction: of what a client asks for at the sign-in it passes on user and database,
 * and each transaction of the client runs on another connection to the server. The server asks for no password.
 */
final class TransactionPooler implements AutoCloseable {

    private static final int PROTOCOL = 196_608; // 3.0
    private static final int HEAD = 4;

    private record Ends(DataInputStream in, DataOutputStream out) {

        private static Ends of(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return new Ends(new DataInputStream(socket.getInputStream()), new DataOutputStream(socket.getOutputStream()));
        }

        /** Passes on a message. @return whether the server has ended a transaction by it */
        private boolean pass(DataOutputStream to, byte kind) throws IOException {
            byte[] body = in.readNBytes(in.readInt() - HEAD);
            to.writeByte(kind);
            to.writeInt(body.length + HEAD);
            to.write(body);
            to.flush();
            return kind == 'Z' && body[0] == 'I';
        }
    }

    private final ServerSocket door;
    private final int database;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    TransactionPooler(int database) {
        this.database = database;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(() -> {
            while (true) {
                Socket client = door.accept();
                sockets.add(client);
                start(() -> serve(client));
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve(Socket socket) throws IOException {
        Ends client = Ends.of(socket);
        String[] asked = signIn(client);
        Ends[] servers = {server(asked), server(asked)};
        answer(servers[0], client.out);
        answer(servers[1], new DataOutputStream(OutputStream.nullOutputStream()));
        for (int turn = 0; true; turn++) {
            boolean ended = false;
            while (!ended) {
                byte kind = client.in.readByte();
                Ends server = servers[turn % 2];
                client.pass(server.out, kind);
                ended = (kind == 'Q' || kind == 'S') && answer(server, client.out);
            }
        }
    }

    /** @return what the client asks for, by turns the name and the value */
    private static String[] signIn(Ends client) throws IOException {
        while (true) {
            DataInputStream in = client.in;
            int length = in.readInt();
            int protocol = in.readInt();
            byte[] body = in.readNBytes(length - 2 * HEAD);
            if (protocol == PROTOCOL) {
                return new String(body, StandardCharsets.UTF_8).split("\0");
            }
            client.out.writeByte('N'); // no TLS, no GSS
            client.out.flush();
        }
    }

    private Ends server(String[] asked) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), database);
        sockets.add(socket);
        StringBuilder passedOn = new StringBuilder();
        for (int i = 0; i < asked.length; i += 2) {
            if (asked[i].equals("user") || asked[i].equals("database")) {
                passedOn.append(asked[i]).append('\0').append(asked[i + 1]).append('\0');
            }
        }
        byte[] body = passedOn.append('\0').toString().getBytes(StandardCharsets.UTF_8);
        Ends server = Ends.of(socket);
        server.out.writeInt(body.length + 2 * HEAD);
        server.out.writeInt(PROTOCOL);
        server.out.write(body);
        server.out.flush();
        return server;
    }

    /** Passes on an answer to its end. @return whether no transaction is open after it */
    private static boolean answer(Ends server, DataOutputStream to) throws IOException {
        while (true) {
            byte kind = server.in.readByte();
            boolean ended = server.pass(to, kind);
            if (kind == 'Z') {
                return ended;
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void work() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.work();
            } catch (IOException e) {
                // A connection, or the pooler, is closed.
            }
        }, "pooler");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
