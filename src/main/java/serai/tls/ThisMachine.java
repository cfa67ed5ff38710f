package serai.tls;

import java.util.regex.Pattern;

/** Which hosts are this machine itself, so that nobody stands between: what goes there needs no TLS. */
public final class ThisMachine {

    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    private ThisMachine() {
    }

    /** Whether a host's name or address is this machine's own, by its text alone: what a name resolves to, somebody else may say. */
    public static boolean isHere(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}
