package serai.cli;

import serai.sandbox.http.SandboxHttp;
import serai.sandbox.servicebus.ServiceBusNamespace;

import java.io.IOException;

/** The stand-ins for remote parties that are running: none, one, or both. */
final class Sandbox implements AutoCloseable {

    static final String HOST = "127.0.0.1";
    /** Whom its LRS lets in. */
    static final String LRS_USER = "sandbox";

    private ServiceBusNamespace namespace;
    private SandboxHttp http;

    /** @throws IOException if the port is taken; the message names it */
    ServiceBusNamespace startNamespace(int port, String topic, String subscription) throws IOException {
        namespace = ServiceBusNamespace.builder().host(HOST).port(port).topic(topic, subscription).build().start();
        return namespace;
    }

    /** @throws IOException as {@link #startNamespace} */
    SandboxHttp startHttp(int port) throws IOException {
        http = new SandboxHttp(HOST, port).start();
        return http;
    }

    /** The xAPI endpoint of the stand-in for an LRS. */
    String lrsUrl() {
        return "http://%s:%s/lrs".formatted(HOST, http.port());
    }

    ServiceBusNamespace namespace() {
        return namespace;
    }

    SandboxHttp http() {
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
