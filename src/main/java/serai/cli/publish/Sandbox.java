package serai.cli.publish;

import org.jspecify.annotations.Nullable;
import serai.sandbox.SandboxHttp;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;

import java.io.IOException;
import java.util.Objects;

/** The stand-ins for remote parties that are running: none, one, or both. */
public final class Sandbox implements AutoCloseable {

    public static final String HOST = "127.0.0.1";
    /** The user of the sandbox's LRS. */
    public static final String LRS_USER = "sandbox";

    private @Nullable ServiceBusNamespace namespace;
    private @Nullable SandboxHttp http;

    /** @throws IOException if the port is taken; the message names it */
    public ServiceBusNamespace startNamespace(int port, String topic, String subscription) throws IOException {
        ServiceBusNamespace started = new NamespaceBuilder().host(HOST).port(port).topic(topic, subscription).build().start();
        namespace = started;
        return started;
    }

    /** @throws IOException as {@link #startNamespace} */
    public SandboxHttp startHttp(int port) throws IOException {
        SandboxHttp started = new SandboxHttp(HOST, port).start();
        http = started;
        return started;
    }

    /** The xAPI endpoint of the sandbox's LRS, which must be started. */
    public String lrsUrl() {
        return "http://%s:%s/lrs".formatted(HOST, Objects.requireNonNull(http, "the sandbox's LRS is not started").port());
    }

    /** The Service Bus namespace; null if it is not started. */
    public @Nullable ServiceBusNamespace namespace() {
        return namespace;
    }

    /** The server of the LRS and of Praesidium's test endpoint; null if it is not started. */
    public @Nullable SandboxHttp http() {
        return http;
    }

    @Override
    public void close() {
        try {
            if (namespace != null) {
                namespace.close();
            }
        } finally {
            if (http != null) {
                http.close();
            }
        }
    }
}
