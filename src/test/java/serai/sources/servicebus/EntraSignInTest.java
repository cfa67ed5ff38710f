package serai.sources.servicebus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.servicebus.ClientToken;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.testkit.EmbeddedSerai;
import serai.testkit.http.ConnectProxy;
import serai.testkit.http.FakeEntra;
import serai.testkit.http.SelfSigned;
import serai.testkit.http.WebSocketsInFront;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Serai as a process that knows its namespace by its host name alone, and signs in with Microsoft Entra ID: over TLS with the
 * names that Azure has, which a proxy leads to a fake and to the sandbox.
 */
class EntraSignInTest {

    private static final String NAMESPACE = "contoso.servicebus.windows.net";
    private static final String ENTRA = "login.microsoftonline.com";
    private static final String IDENTITY = "11111111-2222-3333-4444-555555555555";

    @TempDir
    private Path folder;
    private ServiceBusNamespace namespace;
    private SelfSigned certificate;
    private WebSocketsInFront front;
    private ConnectProxy proxy;
    private SeraiFolder serai;

    @BeforeEach
    void prepare() throws Exception {
        namespace = new NamespaceBuilder().port(0).topic(EmbeddedSerai.TOPIC, "serai").build().start();
        certificate = new SelfSigned(folder, "azure", "RSA", "dns:" + NAMESPACE + ",dns:" + ENTRA);
        front = new WebSocketsInFront(certificate, namespace.port());
        proxy = new ConnectProxy(null).knows(NAMESPACE + ":443", front.port());
        serai = new SeraiFolder(folder).with("serai.servicebus.namespace", NAMESPACE)
                .with("serai.servicebus.proxy", "127.0.0.1:" + proxy.port())
                .withVariable("AZURE_CLIENT_ID", IDENTITY)
                .withVariable("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                        .formatted(certificate.pkcs12(), SelfSigned.PASSWORD)
                        + " -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=" + proxy.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        front.close();
        namespace.close();
    }

    @Test
    void aWorkloadIdentityIsChangedForATokenThatTheNamespaceGets() throws Exception {
        try (FakeEntra entra = new FakeEntra(certificate)) {
            proxy.knows(ENTRA + ":443", entra.port());
            serai.withVariable("AZURE_TENANT_ID", "tenant").withVariable("AZURE_FEDERATED_TOKEN_FILE",
                    Files.writeString(folder.resolve("federated-token"), "signed-by-the-cluster").toString());

            try (SeraiProcess process = serai.start("run").untilRunning()) {
                await().atMost(60, SECONDS).untilAsserted(() -> assertThat(namespace.tokens()).as(process.errors())
                        .extracting(ClientToken::audience)
                        .anyMatch(audience -> audience.endsWith("/MCTEvents/subscriptions/serai")));
            }
            assertThat(entra.asked()).filteredOn(request -> request.startsWith("/tenant/oauth2/v2.0/token")).isNotEmpty()
                    .allSatisfy(request -> assertThat(request)
                            .contains("client_id=" + IDENTITY, "client_assertion=signed-by-the-cluster")
                            .containsPattern("[&?]scope=([^&]* )?\\Qhttps://servicebus.azure.net/.default\\E(&|$)"));
        }
        thenTheNamespaceHasTheToken();
    }

    @Test
    void aUserAssignedIdentityIsAskedForByItsClientId() throws Exception {
        try (FakeEntra identity = new FakeEntra(null)) {
            serai.withVariable("IDENTITY_ENDPOINT", "http://127.0.0.1:" + identity.port() + "/msi/token")
                    .withVariable("IDENTITY_HEADER", "secret-of-the-platform");
            proxy.knows("127.0.0.1:" + identity.port(), identity.port());

            try (SeraiProcess list = serai.start("dead-letters", "list", "--from", "broker")) {
                assertThat(list.exitCode()).as(list.errors()).isZero();
                assertThat(list.out()).isEqualTo("There are none.\n");
            }
            assertThat(identity.asked()).isNotEmpty().allSatisfy(request -> assertThat(request)
                    .contains("resource=https://servicebus.azure.net", "client_id=" + IDENTITY));
        }
        thenTheNamespaceHasTheToken();
    }

    @Test
    void whoHasNotTheRightToReceiveIsToldWhichOneItTakes() throws Exception {
        namespace.refuseSignIns();
        try (FakeEntra identity = new FakeEntra(null)) {
            serai.withVariable("IDENTITY_ENDPOINT", "http://127.0.0.1:" + identity.port() + "/msi/token")
                    .withVariable("IDENTITY_HEADER", "secret-of-the-platform");
            proxy.knows("127.0.0.1:" + identity.port(), identity.port());

            try (SeraiProcess list = serai.start("dead-letters", "list", "--from", "broker")) {
                assertThat(list.exitCode()).isOne();
                assertThat(list.errors()).contains("MCTEvents/serai of Service Bus: ",
                        "sign in with an identity that has the role Azure "
                                + "Service Bus Data Receiver there")
                        .doesNotContain(FakeEntra.TOKEN);
            }
        }
    }

    private void thenTheNamespaceHasTheToken() {
        List<ClientToken> tokens = namespace.tokens();
        assertThat(tokens).isNotEmpty().allSatisfy(token -> {
            assertThat(token.type()).isEqualTo("jwt");
            assertThat(token.audience()).startsWith("amqp://" + NAMESPACE + "/MCTEvents/subscriptions/serai");
            assertThat(token.token()).isEqualTo(FakeEntra.TOKEN);
        });
    }
}
