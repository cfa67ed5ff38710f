package serai.sandbox.servicebus;

import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.BooleanSupplier;

/** A client without an SDK's manners: proton's engine on a socket, for what an SDK would never send. */
final class RawClient {

    private final Socket socket;
    final Transport transport = Transport.Factory.create();
    private final Connection connection = Connection.Factory.create();

    RawClient(int port, int idleMillisMax) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        transport.setIdleTimeout(idleMillisMax);
        transport.sasl().client();
        transport.sasl().setMechanisms("ANONYMOUS");
        transport.bind(connection);
        connection.setContainer("raw");
        connection.open();
    }

    Session session() {
        Session session = connection.session();
        session.open();
        return session;
    }

    static Sender sender(Session session, String address) {
        Sender sender = session.sender("to " + address);
        Target target = new Target();
        target.setAddress(address);
        sender.setTarget(target);
        sender.open();
        return sender;
    }

    static Receiver receiver(Session session, String address, int credit) {
        Receiver receiver = session.receiver("from " + address);
        Source source = new Source();
        source.setAddress(address);
        receiver.setSource(source);
        receiver.open();
        receiver.flow(credit);
        return receiver;
    }

    /** Writes and reads until it is so. */
    void until(BooleanSupplier condition) throws IOException {
        byte[] buffer = new byte[16 << 10];
        while (true) {
            for (int pending = transport.pending(); pending > 0; pending = transport.pending()) {
                byte[] bytes = new byte[pending];
                transport.head().get(bytes);
                transport.pop(pending);
                socket.getOutputStream().write(bytes);
            }
            if (condition.getAsBoolean()) {
                return;
            }
            int length = socket.getInputStream().read(buffer, 0, Math.min(buffer.length, transport.capacity()));
            if (length < 0) {
                throw new IOException("the connection was closed");
            }
            transport.tail().put(buffer, 0, length);
            transport.process();
        }
    }

    void close() throws IOException {
        socket.close();
    }
}
