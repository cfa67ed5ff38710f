package serai.sandbox.web;

import java.util.regex.Pattern;

/**
 * Recognises hosts that are this machine, by their text alone, because asking a name server would already reveal something to
 * others.
 */
public final class Loopback {

    private static final Pattern HOST = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private Loopback() {
    }

    /** @param host without a port, an address of IPv6 in brackets */
    public static boolean isHost(String host) {
        return HOST.matcher(host).matches();
    }

    /** As {@link #isHost}, for a host with or without a port. */
    static boolean isHostAndPort(String hostAndPort) {
        return isHost(hostAndPort.replaceFirst(":\\d{1,5}$", ""));
    }
}
