package serai.doctor.network;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that is to be reached.
 *
 * @param set where its address is set, for remedies: the names of settings, or the place in a route's file
 */
public record Target(String host, int port, String set) {

    private static final Pattern SERVER = Pattern.compile("(?:[^@]*@)?(\\[[^\\]]+]|[^:\\[]+)(?::(\\d{1,5}))?");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * The server of an address.
     *
     * @throws IllegalArgumentException if the address has no host
     */
    public static Target of(URI address, String set) {
        // Java's own parser knows no host with an underscore, as networks of containers have them.
        Matcher server = SERVER.matcher(String.valueOf(address.getRawAuthority()));
        if (address.getRawAuthority() == null || !server.matches()) {
            throw new IllegalArgumentException("an address without a host");
        }
        int port = server.group(2) != null ? Integer.parseInt(server.group(2)) : isTls(address) ? HTTPS : HTTP;
        return new Target(server.group(1).replaceAll("[\\[\\]]", ""), port, set);
    }

    /** Whether the address is spoken to over TLS. */
    public static boolean isTls(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    /** Host and port. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[%s]:%s" : "%s:%s").formatted(host, port);
    }
}
