package serai.tls;

import java.util.regex.Pattern;

/** Which hosts are this machine itself, so that a connection needs no TLS. */
public final class LoopbackHosts {

    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    private LoopbackHosts() {
    }

    /**
     * Whether a host's name or address is this machine's own, by its text alone. Names are not resolved, because others may
     * control what they resolve to.
     */
    public static boolean isHere(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}
