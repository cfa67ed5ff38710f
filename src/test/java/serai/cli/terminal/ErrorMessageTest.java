package serai.cli.terminal;

import org.apache.camel.PropertyBindingException;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What a person reads of a property that can't be set: never its value, which may be a secret. */
class ErrorMessageTest {

    private static String told(Throwable cause) {
        return ErrorMessage.inOneLine(new PropertyBindingException(new Object(), "port", "caravan", cause));
    }

    @Test
    @SuppressWarnings("AlwaysThrows") // it is to throw
    void saysWhatAPropertyMustBeAndNotWhatItIs() {
        assertThat(told(catchThrowable(() -> Integer.parseInt("caravan")))).isEqualTo("port can't be set: it must be a number");
        assertThat(told(new IllegalArgumentException("must be odd"))).isEqualTo("port can't be set: must be odd");
        assertThat(told(catchThrowable(() -> LocalDate.parse("caravan"))))
                .isEqualTo("port can't be set: there is no such property, or it does not accept this value");
    }
}
