package serai.console;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.console.access.ConsoleUsers;
import serai.console.access.OpenIdProvider;
import serai.passwords.PasswordHash;
import serai.settings.InvalidSettingException;
import serai.settings.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where the page is, and where a start is refused for it. */
class ConsoleExposureTest {

    private static ConsoleExposure exposure(String console, String users, String host, boolean secure) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("serai.console", console);
        context.getPropertiesComponent().addInitialProperty("serai.console.users", users);
        return ConsoleExposure.of(Settings.of(context), host, secure);
    }

    @ParameterizedTest
    @CsvSource({"loopback, 127.0.0.1, false, true", "loopback, localhost, false, true", "true, 127.0.0.1, false, true",
            "loopback, 0.0.0.0, false, false", "loopback, 10.1.2.3, true, false", "false, 127.0.0.1, false, false",
            "true, 0.0.0.0, true, true"})
    void isThereOnLoopbackOrWhereItIsWanted(String console, String host, boolean secure, boolean on) {
        assertThat(exposure(console, "users", host, secure).on()).isEqualTo(on);
    }

    @Test
    void isRefusedWhereOthersCouldReachItInClearOrWithoutUsers() {
        assertThatThrownBy(() -> exposure("true", "users", "0.0.0.0", false)).isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("serai.console").hasMessageContaining("without TLS").message().hasLineCount(1);
        assertThatThrownBy(() -> exposure("true", "", "0.0.0.0", true)).isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("serai.console.users: is empty").message().hasLineCount(1);
    }

    private static Optional<OpenIdProvider> provider(String... settings) {
        DefaultCamelContext context = new DefaultCamelContext();
        for (int i = 0; i < settings.length; i += 2) {
            context.getPropertiesComponent().addInitialProperty("serai.console.openid." + settings[i], settings[i + 1]);
        }
        return OpenIdProvider.of(Settings.of(context));
    }

    @Test
    void refusesAProviderThatIsSetInPartOrInClear() {
        String issuer = "https://login.example.org";
        assertThat(provider()).isEmpty();
        assertThatThrownBy(() -> provider("issuer", issuer)).isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("serai.console.openid.client").message().hasLineCount(1);
        assertThatThrownBy(() -> provider("issuer", issuer, "client", "serai")).hasMessageContaining("serai.console.openid.page");
        assertThatThrownBy(() -> provider("issuer", issuer, "client", "serai", "page", "http://serai.example.org"))
                .hasMessageContaining("serai.console.openid.page").hasMessageContaining("use https");
        assertThatThrownBy(() -> provider("issuer", issuer, "client", "serai", "page", "https://serai.example.org"))
                .hasMessageContaining("nobody could sign in");
        assertThat(provider("issuer", issuer + "/", "client", "serai", "page", "https://serai.example.org", "viewers", "a, b"))
                .hasValueSatisfying(one -> {
                    assertThat(one.issuer()).isEqualTo(issuer);
                    assertThat(one.viewers()).containsExactlyInAnyOrder("a", "b");
                });
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
