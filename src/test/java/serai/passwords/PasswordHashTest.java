package serai.passwords;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.webhook.authentication.UsersBuilder;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PasswordHashTest {

    private static final int FAST = 1_000;

    @Test
    void matchesItsPasswordAndNoOther() {
        PasswordHash hash = PasswordHash.create("caravan:serai ☃", FAST);

        assertThat(hash.matches("caravan:serai ☃")).isTrue();
        assertThat(hash.matches("caravan of serai")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void matchesAfterItWasWrittenAndRead() {
        PasswordHash hash = PasswordHash.create("caravan of serai");

        PasswordHash read = PasswordHash.parse(hash.text());

        assertThat(read).isEqualTo(hash);
        assertThat(read.matches("caravan of serai")).isTrue();
    }

    /** RFC 7914, section 11, the second vector of PBKDF2-HMAC-SHA-256, with its 64 bytes cut to our 32. */
    @Test
    void derivesWhatTheStandardDerives() {
        byte[] hash = HexFormat.of().parseHex("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
        Base64.Encoder base64 = Base64.getEncoder();

        assertThat(PasswordHash.derive("Password", "NaCl".getBytes(StandardCharsets.UTF_8), 80_000)).isEqualTo(hash);
        assertThat(PasswordHash.parse("pbkdf2-sha256$600000$" + base64.encodeToString(new byte[16]) + "$"
                + base64.encodeToString(hash)).iterations()).isEqualTo(PasswordHash.DEFAULT_ITERATIONS);
    }

    @Test
    void saltsEveryHashAnew() {
        assertThat(PasswordHash.create("caravan of serai", FAST)).isNotEqualTo(PasswordHash.create("caravan of serai", FAST));
    }

    @Test
    void showsNothingOfItselfInAMessage() {
        PasswordHash hash = PasswordHash.create("caravan of serai", FAST);

        assertThat(hash).hasToString("pbkdf2-sha256$1000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "secret                                                       | expected the form pbkdf2-sha256$iterations$salt$hash",
            "bcrypt$10$c2VjcmV0$c2VjcmV0                                  | expected the form",
            "pbkdf2-sha256$many$c2VjcmV0$c2VjcmV0                         | iterations are not a number",
            "pbkdf2-sha256$999$c2VjcmV0$c2VjcmV0                          | 999 iterations of PBKDF2, too few to resist guessing",
            "pbkdf2-sha256$2000000000$c2VjcmV0$c2VjcmV0                   | more than 10000000",
            "pbkdf2-sha256$600000$secret!$c2VjcmV0                        | salt is not Base64",
            "pbkdf2-sha256$600000$c2VjcmV0$secret!                        | hash is not Base64",
            "pbkdf2-sha256$600000$c2VjcmV0c2VjcmV0c2VjcmV0$c2VjcmV0       | it may be cut off"})
    void saysWhatIsWrongWithATextWithoutQuotingIt(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.parse(text))
                .withMessageContaining(message)
                .withMessageNotContainingAny("secret", "c2VjcmV0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "caravan", "caravan of ", "🐪🐪🐪🐪🐪🐪🐪🐪🐪🐪🐪"})
    void refusesAPasswordOfFewerThanTwelveCharacters(String password) {
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.create(password, FAST))
                .withMessageStartingWith("the password has fewer than 12 characters").withMessageNotContaining("caravan");
        assertThatIllegalArgumentException().isThrownBy(() -> new UsersBuilder().plain("praesidium", password))
                .withMessageStartingWith("the password has fewer than 12 characters").withMessageNotContaining("caravan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"caravan of s", "🐪🐪🐪🐪🐪🐪🐪🐪🐪🐪🐪🐪"})
    void takesAPasswordOfTwelve(String password) {
        assertThat(PasswordHash.create(password, FAST).matches(password)).isTrue();
    }

    @Test
    void refusesAHashWithFewerIterationsThanItWouldBeMadeWithToday() {
        String kept = PasswordHash.create("caravan of serai", FAST).text();

        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.parse(kept))
                .withMessage(
                        "the password hash has 1000 iterations of PBKDF2, too few to resist guessing; make it again with `./serai "
                                + "password`, which gives it 600000");
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.parse(kept.replace("$1000$", "$599999$")));
        assertThat(PasswordHash.parse(kept.replace("$1000$", "$600000$")).iterations()).isEqualTo(PasswordHash.DEFAULT_ITERATIONS);
    }
}
