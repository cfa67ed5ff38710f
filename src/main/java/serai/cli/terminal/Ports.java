package serai.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import static serai.installation.Installation.SERAI;

/** Ports on this machine. */
public final class Ports {

    public static final int MAX = 65_535;

    private static final int CONNECT_MAX_MILLIS = 2_000;
    private static final int TRIES = 100;
    private static final int FIRST = 10_000;
    private static final int DYNAMIC = 49_152;
    private static final int LINE_MAX = 64;
    private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int FIRST_OUTGOING = firstOutgoing();
    private static final AtomicInteger NEXT = new AtomicInteger(new Random().nextInt(FIRST_OUTGOING - FIRST));

    private Ports() {
    }

    /** The host in the form for an address: IPv6 in brackets, and loopback instead of "all addresses of this machine". */
    public static String inAddress(String host) {
        String own = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") || host.equals("[::]") ? "::1" : host;
        return own.contains(":") && !own.startsWith("[") ? "[" + own + "]" : own;
    }

    /** Whether the text is the number of a port, or 0 for any free port. */
    static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) <= MAX;
    }

    /** @throws IOException if no process can listen there now, or the host does not exist; the message names the setting */
    public static void require(String host, int port, String setting) throws IOException {
        if (port < 0 || port > MAX) {
            throw new IOException("%s=%s: must be a whole number from 0 to %s".formatted(setting, port, MAX));
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw new IOException("%s=%s: this host is unknown; name an address of this machine"
                    .formatted(setting.replaceFirst("port$", "host"), host));
        } catch (IOException e) {
            throw new IOException("port %s of %s can't be used (%s); free it, or set %s to another"
                    .formatted(port, host, e.getMessage(), setting), e);
        }
    }

    /** @throws IOException if no process listens there now */
    public static void requireSerai(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MAX_MILLIS);
        } catch (IOException e) {
            throw new IOException(("nothing listens on port %s of %s; start " + SERAI + " run first").formatted(port, host), e);
        }
    }

    /**
     * A free port of this machine, another one at each call. It is outside the range that the operating system uses for
     * outgoing connections, because such a connection could take the port before the caller does.
     *
     * @throws IOException if a hundred ports in a row can't be used
     */
    public static int free() throws IOException {
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), FIRST_OUTGOING - FIRST);
            try (ServerSocket socket = new ServerSocket(port, 1)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /**
     * The first port for outgoing connections: from Linux's setting; elsewhere the first of IANA's dynamic ports (RFC 6335,
     * section 6).
     */
    private static int firstOutgoing() {
        try (InputStream range = Files.newInputStream(OUTGOING)) {
            // The file must be read by one call, because a second read returns the end; Files.readString first reads a single
            // byte.
            String numbers = new String(range.readNBytes(LINE_MAX), StandardCharsets.US_ASCII);
            int first = Integer.parseInt(numbers.trim().split("\\s+")[0]);
            return first > FIRST + TRIES ? first : DYNAMIC;
        } catch (IOException | NumberFormatException e) {
            return DYNAMIC;
        }
    }
}
