package serai.settings;

import com.azure.core.amqp.AmqpTransportType;
import com.azure.core.amqp.ProxyAuthenticationType;
import com.azure.core.amqp.ProxyOptions;
import com.azure.core.util.Configuration;
import org.apache.camel.component.azure.servicebus.CredentialType;
import org.apache.camel.component.azure.servicebus.ServiceBusConfiguration;
import org.apache.camel.component.azure.servicebus.ServiceBusType;
import serai.settings.known.ServiceBusSetting;

import java.net.InetSocketAddress;
import java.net.Proxy;

/** The settings of Service Bus as objects of Camel's component and of the SDK. */
public final class ServiceBusSettings {

    private ServiceBusSettings() {
    }

    /** Whether a namespace is set, by its host name or by a connection string. */
    public static boolean isNamed(Settings settings) {
        return !settings.text(ServiceBusSetting.NAMESPACE).isEmpty() || !settings.text(ServiceBusSetting.CONNECTION).isEmpty();
    }

    /**
     * The configuration of the receiver, the same as that of the endpoint in the route {@code source-mct}.
     *
     * @throws IllegalArgumentException if a setting can't be used; the message names it
     */
    public static ServiceBusConfiguration configuration(Settings settings) {
        ServiceBusConfiguration configuration = new ServiceBusConfiguration();
        configuration.setServiceBusType(ServiceBusType.valueOf(settings.text(ServiceBusSetting.TYPE)));
        configuration.setTopicOrQueueName(settings.text(ServiceBusSetting.TOPIC));
        configuration.setSubscriptionName(settings.text(ServiceBusSetting.SUBSCRIPTION));
        configuration.setCredentialType(CredentialType.valueOf(settings.text(ServiceBusSetting.CREDENTIAL)));
        configuration.setFullyQualifiedNamespace(settings.text(ServiceBusSetting.NAMESPACE));
        configuration.setConnectionString(settings.text(ServiceBusSetting.CONNECTION));
        configuration.setAmqpTransportType(AmqpTransportType.valueOf(settings.text(ServiceBusSetting.TRANSPORT)));
        configuration.setProxyOptions(proxy(settings));
        return configuration;
    }

    /**
     * The proxy from the settings; if none is set, the one that the SDK finds in the process's environment and properties.
     *
     * @throws IllegalArgumentException if a proxy is set and the transport can't use it
     */
    public static ProxyOptions proxy(Settings settings) {
        String proxy = settings.text(ServiceBusSetting.PROXY);
        if (proxy.isEmpty()) {
            return ProxyOptions.fromConfiguration(Configuration.getGlobalConfiguration());
        }
        if (settings.text(ServiceBusSetting.TRANSPORT).equals(AmqpTransportType.AMQP.name())) {
            throw new IllegalArgumentException("%s=%s: plain AMQP does not work through an HTTP proxy; remove %s, or set it to %s"
                    .formatted(ServiceBusSetting.PROXY.key(), proxy, ServiceBusSetting.TRANSPORT.key(),
                            AmqpTransportType.AMQP_WEB_SOCKETS.name()));
        }
        int colon = proxy.lastIndexOf(':');
        // Not resolved here, because each connection resolves the name.
        InetSocketAddress address = InetSocketAddress.createUnresolved(proxy.substring(0, colon),
                Integer.parseInt(proxy.substring(colon + 1)));
        String username = settings.text(ServiceBusSetting.PROXY_USERNAME);
        return new ProxyOptions(username.isEmpty() ? ProxyAuthenticationType.NONE : ProxyAuthenticationType.BASIC,
                new Proxy(Proxy.Type.HTTP, address), username, settings.text(ServiceBusSetting.PROXY_PASSWORD));
    }
}
