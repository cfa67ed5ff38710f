package serai.destinations;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.destinations.http.HttpClient;
import serai.destinations.mail.MailServer;
import serai.destinations.sftp.SftpServer;
import serai.tls.InsecureConnections;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Endpoints of brokers, of servers of files and of mail, and a host's own: none is reached in clear, unless a setting lets it. */
class VerifiedEndpointsTest {

    private static DefaultCamelContext alone(InsecureConnections insecure, boolean let) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension()
                .registerEndpointCallback(
                        new VerifiedConnections(insecure, new VerifiedConnections.Lets(let, let, let, let), true));
        return context;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:hr.example.org/people?authUsername=a&authPassword=b", "http://hr.example.org/people"})
    void whereNobodyButSeraiHasEndpointsNoneReachesOthersInClear(String uri) throws Exception {
        InsecureConnections insecure = new InsecureConnections();
        try (DefaultCamelContext refusing = alone(insecure, false); DefaultCamelContext letting = alone(insecure, true)) {
            assertThatThrownBy(() -> refusing.getEndpoint(uri)).rootCause().hasMessageContaining("serai.http.insecure=true");
            assertThat(refusing.getEndpoint(uri.replace("hr.example.org", "localhost"))).isNotNull();
            assertThat(insecure.all()).isEmpty();

            assertThat(letting.getEndpoint(uri)).isNotNull();
            assertThat(insecure.all()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"PLAINTEXT, https", "SASL_PLAINTEXT, https", "SSL, ''"})
    void brokersOfKafkaAreNoneInClearEither(String protocol, String names) throws Exception {
        try (DefaultCamelContext context = alone(new InsecureConnections(), false)) {
            context.addComponent("kafka", (Component) new Kafka());

            assertThatThrownBy(
                    () -> context.getEndpoint("kafka:learning?brokers=127.0.0.1:9092,kafka.example.org:9092&securityProtocol="
                            + protocol + "&sslEndpointAlgorithm=" + names))
                    .rootCause().hasMessageContaining("serai.kafka.insecure=true");
            assertThat(context.getEndpoint("kafka:learning?brokers=127.0.0.1:9092&securityProtocol=" + protocol)).isNotNull();
            assertThat(context.getEndpoint("kafka:learning?brokers=kafka.example.org:9092&securityProtocol=SASL_SSL")).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"ftp://files.example.org/in, connection is not encrypted",
            "ftps://files.example.org/in, certificate is not verified",
            "sftp://files.example.org/in?strictHostKeyChecking=no, host key is not verified",
            "sftp://files.example.org/in, host key is not verified"})
    void serversOfFilesAreNoneInClearOrUnverifiedEither(String uri, String trouble) throws Exception {
        try (DefaultCamelContext refusing = alone(new InsecureConnections(), false);
                DefaultCamelContext letting = alone(new InsecureConnections(), true)) {
            assertThatThrownBy(() -> refusing.getEndpoint(uri)).rootCause()
                    .hasMessageContainingAll(trouble, "serai.ftp.insecure=true");
            assertThat(refusing.getEndpoint(uri.replace("files.example.org", "127.0.0.1"))).isNotNull();
            assertThat(refusing.getEndpoint("sftp://files.example.org/in?strictHostKeyChecking=yes")).isNotNull();
            assertThat(letting.getEndpoint(uri)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"smtp://mail.example.org, connection is not encrypted", "imap://mail.example.org, connection is not encrypted",
            "smtps://mail.example.org?mail.smtps.ssl.checkserveridentity=false, certificate is not verified",
            "smtps://mail.example.org?mail.smtps.ssl.trust=*, certificate is not verified"})
    void serversOfMailAreNoneInClearOrUnverifiedEither(String uri, String trouble) throws Exception {
        try (DefaultCamelContext refusing = alone(new InsecureConnections(), false);
                DefaultCamelContext letting = alone(new InsecureConnections(), true)) {
            assertThatThrownBy(() -> refusing.getEndpoint(uri)).rootCause()
                    .hasMessageContainingAll(trouble, "serai.mail.insecure=true");
            assertThat(refusing.getEndpoint(uri.replace("mail.example.org", "127.0.0.1"))).isNotNull();
            assertThat(refusing.getEndpoint("smtps://mail.example.org")).isNotNull();
            assertThat(refusing.getEndpoint("smtp://mail.example.org?mail.smtp.starttls.required=true")).isNotNull();
            assertThat(letting.getEndpoint(uri)).isNotNull();
        }
    }

    @Test
    void aMailServersBeanSpeaksInClearToThisMachineOnlyUnlessItsSettingAllowsMore() throws Exception {
        try (DefaultCamelContext refusing = alone(new InsecureConnections(), false)) {
            MailServer server = new MailServer();
            refusing.getRegistry().bind("summary", server);
            assertThat(refusing.getEndpoint("summary:mail.example.org")).isNotNull();

            server.setTls("none");
            assertThatThrownBy(() -> refusing.getEndpoint("summary:mail.example.org:25")).rootCause()
                    .hasMessageContainingAll("the mail server is on another machine, and the connection is not encrypted",
                            "insecure of its MailServer");
            assertThat(refusing.getEndpoint("summary:localhost:25")).isNotNull();

            server.setInsecure(true);
            assertThat(refusing.getEndpoint("summary:mail.example.org:2525")).isNotNull();
        }
    }

    /** A bean that knows the server can't be told to trust others. */
    @Test
    void anSftpServersBeanVerifiesItWhateverTheEndpointSays() throws Exception {
        try (DefaultCamelContext refusing = alone(new InsecureConnections(), false)) {
            refusing.getRegistry().bind("hr", new SftpServer());

            SftpEndpoint endpoint = refusing.getEndpoint("hr:files.example.org/in?strictHostKeyChecking=no", SftpEndpoint.class);

            assertThat(endpoint.getConfiguration().getStrictHostKeyChecking()).isEqualTo("yes");
        }
    }

    /** An address that comes with a record was seen by nobody at the start. */
    @Test
    void anAddressThatARecordBringsIsRefusedBeforeAnythingIsSent() throws Exception {
        try (DefaultCamelContext context = alone(new InsecureConnections(), false)) {
            HttpClient client = new HttpClient();
            client.setToken("s3cr3t");
            context.getRegistry().bind("client", client);
            context.start();

            Exchange exchange = context.createProducerTemplate().send("http://127.0.0.1:1/x?httpClientConfigurer=#client",
                    sent -> sent.getMessage().setHeaders(Map.of(Exchange.HTTP_URI, "http://0.0.0.0:1/x")));

            assertThat(exchange.getException()).rootCause()
                    .hasMessageContaining("the connection would not be encrypted; nothing was sent");
        }
    }

    /** As Camel's has it, whose classes are there only for whoever uses it. */
    public static final class Kafka extends DefaultComponent {

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
            KafkaEndpoint endpoint = new KafkaEndpoint(uri, this);
            setProperties(endpoint.getConfiguration(), parameters);
            parameters.clear();
            return endpoint;
        }
    }

    public static final class KafkaEndpoint extends DefaultEndpoint {

        private final KafkaConfiguration configuration = new KafkaConfiguration();

        KafkaEndpoint(String uri, Component component) {
            super(uri, component);
        }

        public KafkaConfiguration getConfiguration() {
            return configuration;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }

    public static final class KafkaConfiguration {

        private String brokers;
        private String securityProtocol = "PLAINTEXT";
        private String sslEndpointAlgorithm = "https";

        public String getBrokers() {
            return brokers;
        }

        public void setBrokers(String brokers) {
            this.brokers = brokers;
        }

        public String getSecurityProtocol() {
            return securityProtocol;
        }

        public void setSecurityProtocol(String securityProtocol) {
            this.securityProtocol = securityProtocol;
        }

        public String getSslEndpointAlgorithm() {
            return sslEndpointAlgorithm;
        }

        public void setSslEndpointAlgorithm(String sslEndpointAlgorithm) {
            this.sslEndpointAlgorithm = sslEndpointAlgorithm;
        }
    }
}
