package serai.doctor.network;

import org.jspecify.annotations.Nullable;
import serai.doctor.Observations;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Finds out whether a server's name resolves, and whether its port takes connections. */
public final class Reach {

    private static final int CONNECT_MAX_MILLIS = 3_000;
    private static final int ADDRESSES_MAX = 4;

    private Reach() {
    }

    /** An address of the server that takes connections; if there is none, observes why and returns null. */
    public static @Nullable InetSocketAddress of(Target target, Observations observations) {
        observations.trying("name");
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(target.host());
        } catch (UnknownHostException e) {
            observations.fail("%s resolves to no address".formatted(target.host()),
                    "correct %s, or the name server".formatted(target.set()));
            return null;
        }
        if (!addresses[0].getHostAddress().equals(target.host())) {
            observations.ok("%s is %s".formatted(target.host(), Arrays.stream(addresses).limit(ADDRESSES_MAX)
                    .map(InetAddress::getHostAddress).collect(Collectors.joining(", "))));
        }
        return port(target, addresses, observations);
    }

    private static @Nullable InetSocketAddress port(Target target, InetAddress[] addresses, Observations observations) {
        observations.trying("port");
        InetSocketAddress answers = null;
        List<String> silent = new ArrayList<>();
        for (InetAddress address : Arrays.stream(addresses).limit(ADDRESSES_MAX).toList()) {
            InetSocketAddress one = new InetSocketAddress(address, target.port());
            try (Socket socket = new Socket()) {
                socket.connect(one, CONNECT_MAX_MILLIS);
                answers = answers == null ? one : answers;
            } catch (IOException e) {
                silent.add("%s (%s)".formatted(address.getHostAddress(), reason(e)));
                if (answers == null && silent.size() == 1 && addresses.length == 1) {
                    observations.fail("%s %s".formatted(target, reason(e)), remedy(e, target));
                    return null;
                }
            }
        }
        if (answers == null) {
            observations.fail("no address of %s takes connections: %s".formatted(target, String.join(", ", silent)),
                    "start the server, let this machine through to it, or correct " + target.set());
        } else if (silent.isEmpty()) {
            observations.ok("%s takes connections".formatted(target));
        } else {
            observations.warn("%s takes connections, but not at each of its addresses: %s"
                    .formatted(target, String.join(", ", silent)), "start it there, or take the address out of the name server");
        }
        return answers;
    }

    private static String reason(IOException failure) {
        return failure instanceof SocketTimeoutException ? "does not answer within %s ms".formatted(CONNECT_MAX_MILLIS)
                : failure instanceof NoRouteToHostException ? "can't be reached from this machine"
                        : failure instanceof ConnectException ? "refuses connections" : "can't be connected to";
    }

    private static String remedy(IOException failure, Target target) {
        return failure instanceof SocketTimeoutException || failure instanceof NoRouteToHostException
                ? "have the firewalls on the way let this machine through, or correct " + target.set()
                : "start the server, or correct " + target.set();
    }
}
