package serai.cli.publish;

import serai.sandbox.SandboxHttp;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;

import java.io.IOException;

/** The stand-ins for remote parties that are running: none, one, or both. */
public final class Sandbox implements AutoCloseable {

    public static final String HOST = "127.0.0.1";
    /** The user of the sandbox's LRS. */
    public static final String LRS_USER = "sandbox";

    private ServiceBusNamespace namespace;
    private SandboxHttp http;

    /** @throws IOException if the port is taken; the message names it */
    public ServiceBusNamespace startNamespace(int port, String topic, String subscription) throws IOException {
        namespace = new NamespaceBuilder().host(HOST).port(port).topic(topic, subscription).build().start();
        return namespace;
    }

    /** @throws IOException as {@link #startNamespace} */
    public SandboxHttp startHttp(int port) throws IOException {
        http = new SandboxHttp(HOST, port).start();
        return http;
    }

    /** The xAPI endpoint of the sandbox's LRS. */
    public String lrsUrl() {
        return "http://%s:%s/lrs".formatted(HOST, http.port());
    }

    public ServiceBusNamespace namespace() {
        return namespace;
    }

    public SandboxHttp http() {
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
