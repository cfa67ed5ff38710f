package serai.webhook;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AcceptedAnswerTest {

    @Test
    void answersTheStatusAloneAndNothingOfTheRequest() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeaders(Map.of("X-Sent", "by the publisher", Exchange.HTTP_RESPONSE_CODE, "500"));
        exchange.getMessage().setBody("what was sent");

        new AcceptedAnswer(201).process(exchange);

        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of(Exchange.HTTP_RESPONSE_CODE, 201));
        assertThat(exchange.getMessage().getBody()).isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 199, 300, 503})
    void isNoAnswerOfAFailure(int status) {
        assertThatThrownBy(() -> new AcceptedAnswer(status)).hasMessageContaining("choose 200 to 299");
    }
}
