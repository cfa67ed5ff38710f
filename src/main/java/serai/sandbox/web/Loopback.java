package serai.sandbox.web;

import java.util.regex.Pattern;

/** Hosts that are this machine itself, by their text alone: to ask a name server would already tell somebody outside. */
public final class Loopback {

    private static final Pattern HOST = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private Loopback() {
    }

    /** @param host without a port, an address of IPv6 in brackets */
    public static boolean isHost(String host) {
        return HOST.matcher(host).matches();
    }

    /** The same of a host with a port or without. */
    static boolean isHostAndPort(String hostAndPort) {
        return isHost(hostAndPort.replaceFirst(":\\d{1,5}$", ""));
    }
}
