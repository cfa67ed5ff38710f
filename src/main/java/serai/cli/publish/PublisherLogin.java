package serai.cli.publish;

import serai.passwords.GeneratedPassword;
import serai.settings.Settings;
import serai.settings.form.PasswordRule;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.util.Optional;

import static serai.installation.Installation.SERAI;

/**
 * The credentials with which Serai's own publishers sign in at the webhook: the password in the settings, or the one that Serai
 * has made.
 */
public record PublisherLogin(String username, String password) {

    /**
     * Empty if only the password's hash is known, if users are in a file, or if Serai has not made the password yet.
     *
     * @throws IOException if the password that Serai has made can't be read
     */
    public static Optional<PublisherLogin> find(Settings settings) throws IOException {
        String username = settings.text(PraesidiumSetting.USERNAME);
        String password = settings.text(PraesidiumSetting.PASSWORD);
        if (!password.isEmpty()) {
            return PasswordRule.isHash(password.strip()) ? Optional.empty() : Optional.of(new PublisherLogin(username, password));
        }
        return settings.text(PraesidiumSetting.USERS).isEmpty()
                ? GeneratedPassword.ofWebhook(settings.path(RuntimeSetting.DATA)).kept()
                        .map(kept -> new PublisherLogin(username, kept))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException if there are no credentials; the message says in one line what to do */
    public static PublisherLogin require(Settings settings) throws IOException {
        return find(settings).orElseThrow(() -> new IllegalArgumentException(("the webhook's password is set as a hash only, or "
                + "does not exist yet; start " + SERAI + " run first, or set %s to the password itself for this command").formatted(
                        PraesidiumSetting.PASSWORD.key())));
    }

    @Override
    public String toString() {
        return username;
    }
}
