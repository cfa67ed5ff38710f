package serai;

import serai.passwords.PasswordHash;
import serai.settings.Settings;
import serai.settings.form.PasswordRule;
import serai.settings.known.PraesidiumSetting;
import serai.webhook.authentication.Users;
import serai.webhook.authentication.UsersBuilder;

import java.io.IOException;

/** Who may post to the webhook, as the settings say. */
final class Publishers {

    /** Gives the password that is used where none is set. */
    interface Generated {

        String password() throws IOException;
    }

    private Publishers() {
    }

    /**
     * @param generated gives the password for the case that none is set
     * @throws IOException              if that password can't be had
     * @throws IllegalArgumentException if a setting can't be used; the message names it
     */
    static Users of(Settings settings, Generated generated) throws IOException {
        UsersBuilder users = new UsersBuilder();
        String name = settings.text(PraesidiumSetting.USERNAME);
        String password = settings.text(PraesidiumSetting.PASSWORD);
        boolean file = !settings.text(PraesidiumSetting.USERS).isEmpty();
        if (PasswordRule.isHash(password.strip())) {
            try {
                users.hashed(name, PasswordHash.parse(password.strip()));
            } catch (IllegalArgumentException e) {
                throw settings.refused(PraesidiumSetting.PASSWORD, e);
            }
        } else if (!password.isEmpty()) {
            users.plain(name, password);
        } else if (!file) { // with a users file, Serai generates no password
            users.plain(name, generated.password());
        }
        if (file) {
            try {
                users.file(settings.path(PraesidiumSetting.USERS));
            } catch (IllegalArgumentException e) {
                throw settings.refused(PraesidiumSetting.USERS, e);
            }
        }
        return users.build();
    }
}
