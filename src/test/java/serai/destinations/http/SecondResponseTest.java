package serai.destinations.http;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.OneDestination;
import serai.testkit.http.TwiceAnsweringEndpoint;

import java.io.IOException;
import java.nio.file.Path;

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
