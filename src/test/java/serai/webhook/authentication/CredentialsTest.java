package serai.webhook.authentication;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.webhook.UnauthorizedException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CredentialsTest {

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "basic ", "BASIC ", "Basic   "})
    void readsTheSchemeInAnyCase(String scheme) {
        assertThat(Credentials.parse(scheme + base64("anna:secret"))).isEqualTo(new Credentials("anna", "secret"));
    }

    @Test
    void cutsAtTheFirstColonSoThatAPasswordMayContainOne() {
        assertThat(Credentials.parse("Basic " + base64("anna:a:b:"))).isEqualTo(new Credentials("anna", "a:b:"));
    }

    /** The example of RFC 7617, section 2.1. */
    @Test
    void readsUtf8() {
        assertThat(Credentials.parse("Basic dGVzdDoxMjPCow==")).isEqualTo(new Credentials("test", "123£"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic !", "Bearer abc", "Basic YW5uYQ==", "Basic /////w=="})
    void refusesAllElseWithoutQuotingIt(String header) {
        assertThatExceptionOfType(UnauthorizedException.class).isThrownBy(() -> Credentials.parse(header))
                .withMessageNotContainingAny("YW5uYQ", "abc")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @Test
    void showsNothingOfItselfInAMessage() {
        assertThat(new Credentials("anna", "secret")).hasToString("Credentials[]");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
