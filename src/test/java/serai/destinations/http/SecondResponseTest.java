package serai.destinations.http;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.OneDestination;
import serai.testkit.http.SelfSigned;
import serai.testkit.http.TwiceAnsweringEndpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ServerSocketFactory;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An endpoint that answers one request twice: the second response answers no other request. */
class SecondResponseTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNoReceiptForTheNextBatch(boolean atOnce, @TempDir Path folder) throws Exception {
        try (TwiceAnsweringEndpoint endpoint = new TwiceAnsweringEndpoint(atOnce);
                OneDestination serai = new OneDestination("caliper", folder).with("serai.caliper.url", endpoint.url())
                        .with("serai.caliper.token", "t").start()) {
            serai.append("anna");
            serai.untilDelivered(1);

            serai.append("ben");

            await().atMost(30, SECONDS).until(() -> serai.state().isTroubled());
            serai.untilBalance(2, 1, 1, 0);
            assertThat(endpoint.requests()).isGreaterThan(1);
        }
    }

    /** A 204 has no body behind which the client would look; with TLS the second response may wait in any of three buffers. */
    @ParameterizedTest
    @CsvSource({"true,false,false", "false,false,false", "true,true,true", "false,true,true", "true,false,true",
            "false,false,true"})
    void isNoReceiptWhicheverWayTheFirstOneHasCome(boolean atOnce, boolean withBody, boolean overTls, @TempDir Path folder)
            throws Exception {
        SelfSigned server = new SelfSigned(folder, "server", "EC");
        Path authorities = Files.writeString(folder.resolve("authorities.pem"), server.certificatePem());
        try (TwiceAnsweringEndpoint endpoint = new TwiceAnsweringEndpoint(atOnce, withBody,
                overTls ? server.tls().getServerSocketFactory() : ServerSocketFactory.getDefault());
                OneDestination serai = new OneDestination("webhook", folder.resolve("serai"))
                        .with("serai.destination.webhook.url", endpoint.url())
                        .with("serai.destination.webhook.secrets", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")
                        .with("serai.destination.webhook.tls.authorities", authorities.toString()).start()) {
            serai.append("anna");
            serai.untilDelivered(1);
            await().atMost(30, SECONDS).until(endpoint::hasAnsweredTwice);

            serai.append("ben");

            await().atMost(30, SECONDS).until(() -> serai.state().isTroubled());
            serai.untilBalance(2, 1, 1, 0);
            assertThat(endpoint.requests()).isGreaterThan(1);
        }
    }

    /** Where nobody but Serai has endpoints, those of a user's routes too. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNoReceiptAtAnEndpointWithoutAClientOfOurs(boolean atOnce) throws Exception {
        try (TwiceAnsweringEndpoint endpoint = new TwiceAnsweringEndpoint(atOnce);
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().registerEndpointCallback(new BoundedAnswers(true));
            context.start();
            Exchange first = context.createProducerTemplate().send(endpoint.url(), sent -> sent.getMessage().setBody("1"));
            assertThat(first.getException()).isNull();
            await().atMost(30, SECONDS).until(endpoint::hasAnsweredTwice);

            Exchange second = context.createProducerTemplate().send(endpoint.url(), sent -> sent.getMessage().setBody("2"));

            assertThat(second.getException()).isInstanceOf(IOException.class).hasMessageContaining("a second response");
            assertThat(endpoint.requests()).isEqualTo(1);
        }
    }
}
