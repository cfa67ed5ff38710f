package serai.cli.terminal;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Checks the ports of one process: each must be free, and wanted only once. */
public final class RequestedPorts {

    private record Wanted(InetAddress address, int port, String setting) {

        boolean isInTheWayOf(Wanted other) {
            return port != 0 && port == other.port && (address.equals(other.address)
                    || address.isAnyLocalAddress() || other.address.isAnyLocalAddress());
        }
    }

    private final List<Wanted> before = new ArrayList<>();

    /**
     * @throws IOException              if no process can listen there now; the message names the setting
     * @throws IllegalArgumentException if another setting has the same port; the message names both settings
     */
    public void require(String host, int port, String setting) throws IOException {
        Ports.require(host, port, setting);
        Wanted wanted = new Wanted(InetAddress.getByName(host), port, setting);
        before.stream().filter(wanted::isInTheWayOf).findFirst().ifPresent(other -> {
            throw new IllegalArgumentException("%s=%s: %s has the same port; set one of them to another"
                    .formatted(setting, port, other.setting));
        });
        before.add(wanted);
    }
}
