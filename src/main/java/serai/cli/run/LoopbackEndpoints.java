package serai.cli.run;

import org.apache.camel.Endpoint;
import org.apache.camel.component.azure.servicebus.ServiceBusEndpoint;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import serai.destinations.database.WarehouseDataSource;
import serai.destinations.files.ArchiveEndpoint;
import serai.journal.camel.JournalEndpoint;
import serai.rehearsal.outside.RecordedEndpoint;
import serai.tls.LoopbackHosts;

import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static serai.installation.Installation.SERAI;

/**
 * Keeps a demo's invented events from the systems that a user's routes name. Each endpoint, including those made while a route
 * runs, must be inside this process, on loopback, or inside the demo's folder. An endpoint whose target is unknown counts as
 * being outside. Beans that send without an endpoint are not checked.
 */
final class LoopbackEndpoints implements EndpointStrategy {

    private static final Pattern HOSTS = Pattern.compile("(?:[a-zA-Z][\\w+.-]*:)*(?://)?([^/?;]+).*");
    private static final Pattern NAMESPACE = Pattern.compile("(?i)\\bEndpoint=([^;]+)");
    private static final Pattern SQLITE = Pattern.compile("jdbc:sqlite:(?:file:)?([^?:]+)(?:\\?.*)?");
    private static final Pattern JDBC = Pattern.compile("jdbc:[a-z:]+://([^/?;]+).*");

    /** What happens to an endpoint that is outside. */
    enum Beyond {
        /** The route is not built, or the step fails; the message says how to allow the endpoint. */
        REFUSED,
        /** The endpoint is replaced by one that accepts all messages and discards them. */
        LEFT_OUT
    }

    private final Path folder;
    private final Beyond beyond;

    /** @param folder where files and databases may be */
    LoopbackEndpoints(Path folder, Beyond beyond) {
        this.folder = folder.toAbsolutePath().normalize();
        this.beyond = beyond;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (isHere(endpoint)) {
            return endpoint;
        }
        if (beyond == Beyond.LEFT_OUT) {
            return new RecordedEndpoint(endpoint, exchange -> {
                // Discarded.
            });
        }
        String shown = URISupport.sanitizeUri(endpoint.getEndpointUri()).replaceFirst("\\?.*", "");
        throw new IllegalArgumentException(("%s reaches beyond this machine and %s; a demo's events are invented. To send them "
                + "there anyway: " + SERAI + " demo --send-beyond").formatted(shown, folder));
    }

    private boolean isHere(Endpoint endpoint) {
        if (endpoint instanceof JournalEndpoint || endpoint instanceof PlatformHttpEndpoint) {
            return true;
        }
        if (endpoint instanceof ArchiveEndpoint archive) {
            return isInside(archive.getFolder());
        }
        if (endpoint instanceof GenericFileEndpoint<?> file && endpoint.getEndpointUri().startsWith("file:")) {
            return isInside(file.getConfiguration().getDirectory());
        }
        if (endpoint instanceof JdbcEndpoint jdbc) {
            return jdbc.getDataSource() instanceof WarehouseDataSource warehouse && isDatabaseHere(warehouse.url());
        }
        if (endpoint instanceof ServiceBusEndpoint broker) {
            Matcher named = NAMESPACE.matcher(Objects.requireNonNullElse(broker.getConfiguration().getConnectionString(), ""));
            return named.find() && all(HOSTS.matcher(named.group(1)));
        }
        if (!endpoint.isRemote()) {
            return true;
        }
        return endpoint instanceof EndpointServiceLocation location && areHostsHere(location.getServiceUrl());
    }

    private boolean isInside(@Nullable String path) {
        return path != null && Path.of(path).toAbsolutePath().normalize().startsWith(folder);
    }

    private boolean isDatabaseHere(String url) {
        Matcher file = SQLITE.matcher(url);
        return file.matches() ? isInside(file.group(1)) : all(JDBC.matcher(url));
    }

    private static boolean areHostsHere(@Nullable String url) {
        return url != null && all(HOSTS.matcher(url));
    }

    /** Whether all hosts are this machine: one or several, separated by commas, each with or without a port. */
    private static boolean all(Matcher hosts) {
        if (!hosts.matches()) {
            return false;
        }
        for (String host : hosts.group(1).split(",")) {
            if (!LoopbackHosts.isHere(host.replaceFirst("^.*@", "").replaceFirst(":\\d+$", ""))) {
                return false;
            }
        }
        return true;
    }
}
