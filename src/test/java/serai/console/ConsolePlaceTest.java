package serai.console;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.console.access.ConsoleUsers;
import serai.passwords.PasswordHash;
import serai.settings.InvalidSettingException;
import serai.settings.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where the page is, and where a start is refused for it. */
class ConsolePlaceTest {

    private static ConsolePlace place(String console, String users, String host, boolean secure) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("serai.console", console);
        context.getPropertiesComponent().addInitialProperty("serai.console.users", users);
        return ConsolePlace.of(Settings.of(context), host, secure);
    }

    @ParameterizedTest
    @CsvSource({"loopback, 127.0.0.1, false, true", "loopback, localhost, false, true", "true, 127.0.0.1, false, true",
            "loopback, 0.0.0.0, false, false", "loopback, 10.1.2.3, true, false", "false, 127.0.0.1, false, false",
            "true, 0.0.0.0, true, true"})
    void isThereOnLoopbackOrWhereItIsWanted(String console, String host, boolean secure, boolean on) {
        assertThat(place(console, "users", host, secure).on()).isEqualTo(on);
    }

    @Test
    void isRefusedWhereOthersCouldReachItInClearOrWithoutUsers() {
        assertThatThrownBy(() -> place("true", "users", "0.0.0.0", false)).isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("serai.console").hasMessageContaining("without TLS").message().hasLineCount(1);
        assertThatThrownBy(() -> place("true", "", "0.0.0.0", true)).isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("serai.console.users: is empty").message().hasLineCount(1);
    }

    @Test
    void readsItsUsersAndSaysWhichLineIsWrong(@TempDir Path folder) throws IOException {
        String hash = PasswordHash.decoy(PasswordHash.DEFAULT_ITERATIONS).text();
        Path file = folder.resolve("users");

        Files.writeString(file, "# who may\n\nanna:operator:" + hash + "\nben:viewer:" + hash + "\n");
        assertThatCode(() -> ConsoleUsers.of(file)).doesNotThrowAnyException();
        Files.writeString(file, "anna:operator:" + hash + "\nben:owner:" + hash + "\n");
        assertThatThrownBy(() -> ConsoleUsers.of(file)).hasMessageContaining("users:2: there is no role 'owner'");
        Files.writeString(file, "anna:operator:hash\n");
        assertThatThrownBy(() -> ConsoleUsers.of(file)).hasMessageContaining("users:1: not a password hash");
        Files.writeString(file, "# nobody\n");
        assertThatThrownBy(() -> ConsoleUsers.of(file)).hasMessageContaining("names nobody");
    }
}
