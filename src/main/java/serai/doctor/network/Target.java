package serai.doctor.network;

import java.net.URI;

/**
 * A server that is to be reached.
 *
 * @param set where its address is set, for remedies: the names of settings, or the place in a route's file
 */
public record Target(String host, int port, String set) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * The server of an address.
     *
     * @throws IllegalArgumentException if the address has no host
     */
    public static Target of(URI address, String set) {
        if (address.getHost() == null) {
            throw new IllegalArgumentException("an address without a host");
        }
        int port = address.getPort() > 0 ? address.getPort() : isTls(address) ? HTTPS : HTTP;
        return new Target(address.getHost().replaceAll("[\\[\\]]", ""), port, set);
    }

    static boolean isTls(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    /** Host and port. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[%s]:%s" : "%s:%s").formatted(host, port);
    }
}
