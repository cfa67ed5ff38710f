package serai.doctor.network;

import com.azure.core.amqp.AmqpTransportType;
import com.azure.core.amqp.ProxyOptions;
import org.apache.camel.component.azure.servicebus.CredentialType;
import org.apache.camel.component.azure.servicebus.ServiceBusConfiguration;
import org.apache.camel.component.azure.servicebus.ServiceBusEndpoint;
import org.apache.camel.component.azure.servicebus.ServiceBusType;
import serai.destinations.http.ClientTls;
import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.settings.known.ServiceBusSetting;
import serai.sources.servicebus.BrokerUnreachableException;
import serai.sources.servicebus.SubscriptionProbe;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A subscription or queue of Service Bus: name, port, TLS, and whether Serai may receive there. It only peeks. */
public final class BrokerExamination implements Examination {

    private static final Pattern ENDPOINT = Pattern.compile("(?i)\\bEndpoint=(sb://[^;]+)");
    private static final Pattern EMULATOR = Pattern.compile("(?i)\\bUseDevelopmentEmulator=true");
    private static final int AMQPS = 5671;
    private static final int AMQP = 5672;
    private static final int WEB_SOCKETS = 443;
    private static final String SET = ServiceBusSetting.NAMESPACE.key() + " or " + ServiceBusSetting.CONNECTION.key();

    private final String source;
    private final ServiceBusEndpoint endpoint;
    private final Clock clock;
    private final Duration within;

    /** @param within how long each answer of the broker may take */
    public BrokerExamination(String source, ServiceBusEndpoint endpoint, Clock clock, Duration within) {
        this.source = source;
        this.endpoint = endpoint;
        this.clock = clock;
        this.within = within;
    }

    @Override
    public String subject() {
        return source;
    }

    @Override
    public void examine(Observations observations) {
        ServiceBusConfiguration configuration = endpoint.getConfiguration();
        ProxyOptions proxy = configuration.getProxyOptions();
        if (proxy != null && proxy.isProxyAddressConfigured()
                && proxy.getProxyAddress().address() instanceof InetSocketAddress address) {
            if (Reach.of(new Target(address.getHostString(), address.getPort(), ServiceBusSetting.PROXY.key()),
                    observations) == null) {
                return;
            }
        } else if (!isReached(configuration, observations)) {
            return;
        }
        observations.trying("receive");
        try (SubscriptionProbe probe = SubscriptionProbe.of(endpoint, within)) {
            peek(probe, configuration.getServiceBusType() == ServiceBusType.queue ? "the queue" : "the subscription", observations);
        } catch (BrokerUnreachableException e) {
            observations.fail(String.valueOf(e.getMessage()), "");
            return;
        }
        observations.trying("dead letters");
        try (SubscriptionProbe probe = SubscriptionProbe.ofDeadLetters(endpoint, within)) {
            peek(probe, "its dead-letter sub-queue", observations);
        } catch (BrokerUnreachableException e) {
            observations.fail(String.valueOf(e.getMessage()), "");
        }
    }

    private static void peek(SubscriptionProbe probe, String what, Observations observations) {
        boolean empty = probe.peeked().isEmpty();
        observations.ok("Serai may receive from %s, which %s; none was taken".formatted(what,
                empty ? "has no message" : "has messages"));
    }

    private boolean isReached(ServiceBusConfiguration configuration, Observations observations) {
        String connection = configuration.getCredentialType() == CredentialType.CONNECTION_STRING
                ? Objects.requireNonNullElse(configuration.getConnectionString(), "") : "";
        Matcher named = ENDPOINT.matcher(connection);
        URI address = URI.create(named.find() ? named.group(1) : "sb://" + configuration.getFullyQualifiedNamespace());
        boolean emulator = EMULATOR.matcher(connection).find();
        int port = emulator && address.getPort() > 0 ? address.getPort() : emulator ? AMQP
                : configuration.getAmqpTransportType() == AmqpTransportType.AMQP_WEB_SOCKETS ? WEB_SOCKETS : AMQPS;
        Target target = new Target(address.getHost(), port, SET);
        InetSocketAddress reached = Reach.of(target, observations);
        return reached != null && (emulator || Handshake.with(target, reached, ClientTls.byDefault(), clock, observations));
    }
}
