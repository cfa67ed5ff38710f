package serai.destinations;

import org.apache.camel.Endpoint;
import org.apache.camel.component.file.remote.FtpsEndpoint;
import org.apache.camel.component.file.remote.RemoteFileEndpoint;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.support.PluginHelper;
import serai.destinations.database.DatabaseAddress;
import serai.destinations.database.WarehouseDataSource;
import serai.destinations.http.HttpClient;
import serai.destinations.mail.MailServerEndpoint;
import serai.settings.known.OwnRouteSetting;
import serai.tls.InsecureConnections;
import serai.tls.LoopbackHosts;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses each endpoint that would send records and credentials to another machine unencrypted, or to a server whose
 * certificate is not verified. Camel asks it when a route is built, before anything is sent. A setting may allow such an
 * endpoint; then {@link InsecureConnections} notes it. It checks HTTP, the {@link WarehouseDataSource}, Kafka, mail, FTP, FTPS
 * and SFTP.
 */
public final class VerifiedConnections implements EndpointStrategy {

    /** What the settings allow: unencrypted HTTP, unencrypted Kafka, and unencrypted or unverified servers of FTP and of mail. */
    public record Lets(boolean http, boolean kafka, boolean ftp, boolean mail) {
    }

    private static final String KAFKA = "kafka:";

    private final InsecureConnections insecure;
    private final Lets lets;
    private final boolean every;

    /**
     * @param every whether to check {@code http:} endpoints without an {@link HttpClient}, and Kafka's, too: true if all
     * endpoints of the context are Serai's
     */
    public VerifiedConnections(InsecureConnections insecure, Lets lets, boolean every) {
        this.insecure = insecure;
        this.lets = lets;
        this.every = every;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof HttpEndpoint http && http.getHttpClientConfigurer() instanceof HttpClient client) {
            String setting = "insecure of its HttpClient, such as serai.lrs.insecure";
            trouble(http).ifPresent(trouble -> require(client.isInsecure(), address(http.getHttpUri()), trouble, setting));
            client.tokenTrouble().ifPresent(trouble -> require(client.isInsecure(), "its token endpoint", trouble, setting));
        } else if (endpoint instanceof HttpEndpoint http && every) {
            trouble(http)
                    .ifPresent(trouble -> require(lets.http(), address(http.getHttpUri()), trouble,
                            OwnRouteSetting.HTTP_INSECURE.key()));
        } else if (endpoint instanceof JdbcEndpoint jdbc && jdbc.getDataSource() instanceof WarehouseDataSource warehouse) {
            warehouse.trouble().ifPresent(trouble -> require(warehouse.isInsecure(), "the warehouse", trouble,
                    "insecure of its WarehouseDataSource, such as serai.warehouse.insecure"));
        } else if (every && endpoint.getEndpointUri().startsWith(KAFKA)) {
            kafka(endpoint).ifPresent(trouble -> require(lets.kafka(), "kafka", trouble, OwnRouteSetting.KAFKA_INSECURE.key()));
        }
        if (endpoint instanceof RemoteFileEndpoint<?> files && every) {
            files(files).ifPresent(trouble -> require(lets.ftp(), endpoint.getEndpointUri().replaceFirst(":.*", ":"), trouble,
                    OwnRouteSetting.FTP_INSECURE.key()));
        }
        if (endpoint instanceof MailServerEndpoint mail) {
            mail.trouble().ifPresent(trouble -> require(mail.isInsecure(), "the mail server", trouble,
                    "insecure of its MailServer"));
        } else if (endpoint instanceof MailEndpoint mail && every) {
            UnverifiedMail.trouble(mail)
                    .ifPresent(trouble -> require(lets.mail(), mail.getConfiguration().getProtocol() + ":", trouble,
                            OwnRouteSetting.MAIL_INSECURE.key()));
        }
        return endpoint;
    }

    /** Camel verifies neither the certificate of a server of FTPS nor, unless it is told to, the key of one of SFTP. */
    private static Optional<String> files(RemoteFileEndpoint<?> endpoint) {
        if (LoopbackHosts.isHere(endpoint.getConfiguration().getHost())) {
            return Optional.empty();
        }
        if (!(endpoint instanceof SftpEndpoint sftp)) {
            return Optional.of(endpoint instanceof FtpsEndpoint ? InsecureConnections.UNVERIFIED
                    : InsecureConnections.IN_CLEAR);
        }
        return "yes".equals(sftp.getConfiguration().getStrictHostKeyChecking()) ? Optional.empty()
                : Optional.of("is on another machine, and its host key is not verified (strictHostKeyChecking)");
    }

    private void require(boolean isLet, String what, String trouble, String setting) {
        if (!isLet) {
            throw new IllegalArgumentException(
                    "%s %s; set up TLS there, or allow it with %s=true".formatted(what, trouble, setting));
        }
        insecure.add("%s %s (%s=true)".formatted(what, trouble, setting));
    }

    private static String address(URI address) {
        return "%s://%s".formatted(address.getScheme(), address.getHost());
    }

    /** Why an endpoint is insecure, as the end of a sentence about it; empty if it is verified, or on this machine. */
    public static Optional<String> trouble(HttpEndpoint http) {
        return UnverifiedHttp.trouble(http);
    }

    /** As {@link InsecureConnections#trouble}, for a JDBC address. */
    public static Optional<String> troubleOfDatabase(String url) {
        return new DatabaseAddress(url).trouble();
    }

    /** As {@link #troubleOfDatabase}, for a data source that is not Serai's: nobody adds TLS properties to its address. */
    public static Optional<String> troubleOfForeignDatabase(String url) {
        return new DatabaseAddress(url).troubleAsItIs();
    }

    /** Reads Kafka's configuration by reflection, because its classes are on the class path only if somebody uses Kafka. */
    private static Optional<String> kafka(Endpoint endpoint) {
        BeanIntrospection beans = PluginHelper.getBeanIntrospection(endpoint.getCamelContext());
        Object configuration = beans.getOrElseProperty(endpoint, "configuration", null, false);
        String brokers = String.valueOf(beans.getOrElseProperty(configuration, "brokers", "", false));
        if (Arrays.stream(brokers.split(",")).allMatch(broker -> LoopbackHosts.isHere(broker.strip().replaceFirst(":\\d+$", "")))) {
            return Optional.empty();
        }
        String protocol = String.valueOf(beans.getOrElseProperty(configuration, "securityProtocol", "PLAINTEXT", false));
        if (!protocol.toUpperCase(Locale.ROOT).endsWith("SSL")) {
            return Optional.of("%s (%s)".formatted(InsecureConnections.IN_CLEAR, protocol));
        }
        String names = String.valueOf(beans.getOrElseProperty(configuration, "sslEndpointAlgorithm", "https", false));
        return names.equalsIgnoreCase("https") ? Optional.empty()
                : Optional.of(InsecureConnections.UNVERIFIED + " (sslEndpointAlgorithm)");
    }
}
