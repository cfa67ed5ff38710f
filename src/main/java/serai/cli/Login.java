package serai.cli;

import serai.MadePassword;
import serai.Setting;
import serai.Settings;
import serai.settings.PasswordRule;

import java.io.IOException;
import java.util.Optional;

/** How a publisher of ours signs in at the webhook: with the password that is set, or that Serai has made. */
record Login(String username, String password) {

    /** Empty where the password is only known as a hash, or was not made yet. @throws IOException if it can't be read */
    static Optional<Login> find(Settings settings) throws IOException {
        String username = settings.text(Setting.PRAESIDIUM_USERNAME);
        String password = settings.text(Setting.PRAESIDIUM_PASSWORD);
        if (!password.isEmpty()) {
            return PasswordRule.isHash(password.strip()) ? Optional.empty() : Optional.of(new Login(username, password));
        }
        return settings.text(Setting.PRAESIDIUM_USERS).isEmpty()
                ? MadePassword.ofWebhook(settings.path(Setting.DATA)).kept().map(kept -> new Login(username, kept)) : Optional.empty();
    }

    /** @throws IllegalArgumentException where there is none: in one line that says what to do */
    static Login require(Settings settings) throws IOException {
        return find(settings).orElseThrow(() -> new IllegalArgumentException(("the webhook's password is known as a hash only, "
                + "or not made yet; start ./serai run first, or give this command %s as it is").formatted(
                Setting.PRAESIDIUM_PASSWORD.key())));
    }

    @Override
    public String toString() {
        return username;
    }
}
