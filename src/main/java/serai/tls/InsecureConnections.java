package serai.tls;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Connections to other machines that a setting allows to be in clear or unverified. They are logged at each start, and the
 * health check lists them.
 */
public final class InsecureConnections {

    /** Why a connection without TLS is insecure, as the end of a sentence about it. */
    public static final String IN_CLEAR = "is on another machine, and the connection is not encrypted";
    /** Why a connection without verification is insecure, as the end of a sentence about it. */
    public static final String UNVERIFIED = "is on another machine, and its certificate is not verified";

    private static final Logger LOG = LoggerFactory.getLogger(InsecureConnections.class);
    /** A route may make any number of addresses while it runs: Serai lists only this many. */
    private static final int MOST = 100;

    private final Set<String> connections = new ConcurrentSkipListSet<>();

    /** @param connection what is connected to, why that is insecure, and the setting that allows it */
    public void add(String connection) {
        if (connections.size() < MOST && connections.add(connection)) {
            LOG.warn(
                    "{}: anyone on the way can read secrets and names of people, and forge answers; set up TLS there, then remove "
                            + "that setting.",
                    connection);
        }
    }

    /** All of these connections. */
    public List<String> all() {
        return List.copyOf(connections);
    }

    /** Why the address is insecure, as the end of a sentence about it; empty if it is encrypted or on this machine. */
    public static Optional<String> trouble(URI address) {
        return "http".equalsIgnoreCase(address.getScheme()) && address.getRawAuthority() != null
                && !LoopbackHosts.isHere(String.valueOf(address.getHost()))
                        ? Optional.of(IN_CLEAR) : Optional.empty();
    }
}
