package serai.cli.publish;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.settings.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookAddressTest {

    @ParameterizedTest
    @CsvSource({"127.0.0.1, http://127.0.0.1:8080/praesidium/events", "localhost, http://localhost:8080/praesidium/events",
            "0.0.0.0, http://127.0.0.1:8080/praesidium/events", "::1, http://[::1]:8080/praesidium/events",
            "::, http://[::1]:8080/praesidium/events", "[2001:db8::1], http://[2001:db8::1]:8080/praesidium/events"})
    void isOneWhateverHostTheServerHas(String host, String address) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.build();

        assertThat(WebhookTarget.address(Settings.of(context), host, 8080)).hasToString(address);
    }
}
