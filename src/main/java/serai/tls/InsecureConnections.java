package serai.tls;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Ways to other machines that a setting lets be in clear, or unverified: said in the log at each start, and by health while they are. */
public final class InsecureConnections {

    private static final Logger LOG = LoggerFactory.getLogger(InsecureConnections.class);
    /** Addresses that are made while a route runs are as many as it likes. */
    private static final int MOST = 100;

    private final Set<String> ways = new ConcurrentSkipListSet<>();

    /** @param way one of them, and the setting that lets it be so */
    public void add(String way) {
        if (ways.size() < MOST && ways.add(way)) {
            LOG.warn("{}: secrets and names of people can be read, and answered, by whoever stands between; set up TLS there, then take "
                    + "that setting out.", way);
        }
    }

    /** Each of them. */
    public List<String> all() {
        return List.copyOf(ways);
    }

    /** Why it is not verified though it leads to another machine, as the end of a sentence about it; empty where it is. */
    public static Optional<String> trouble(URI address) {
        return "http".equalsIgnoreCase(address.getScheme()) && address.getRawAuthority() != null
                && !ThisMachine.isHere(String.valueOf(address.getHost())) ? Optional.of("is on another machine and spoken to in clear") : Optional.empty();
    }
}
