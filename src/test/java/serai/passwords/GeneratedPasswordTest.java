package serai.passwords;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.settings.form.PasswordRule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GeneratedPasswordTest {

    @Test
    void isMadeOnceAndLong(@TempDir Path folder) throws IOException {
        String made = GeneratedPassword.ofWebhook(folder).orMade();

        assertThat(made).matches(PasswordRule::isLong).isEqualTo(GeneratedPassword.ofWebhook(folder).orMade());
    }

    /** As a process leaves them that is killed before it has written. */
    @Test
    void isMadeWhereAFileWithoutOneWasLeft(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("praesidium.password"), "");
        Files.writeString(folder.resolve("praesidium.password.new"), "cara");

        String made = GeneratedPassword.ofWebhook(folder).orMade();

        assertThat(made).matches(PasswordRule::isLong);
        assertThat(folder).isDirectoryContaining("glob:**/praesidium.password").isDirectoryNotContaining("glob:**.new");
        assertThat(GeneratedPassword.ofWebhook(folder).kept()).contains(made);
    }

    @Test
    void isRefusedWhereSomebodyHasPutAShortOneThere(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("praesidium.password"), "caravan\n");

        assertThatIllegalArgumentException().isThrownBy(() -> GeneratedPassword.ofWebhook(folder).orMade())
                .withMessageContaining("praesidium.password has a password of fewer than 12 characters")
                .withMessageNotContaining("caravan");
    }
}
