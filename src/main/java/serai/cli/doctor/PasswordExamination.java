package serai.cli.doctor;

import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.passwords.GeneratedPassword;
import serai.settings.Settings;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;

/** Whether publishers can sign in to the webhook: a password is set, or Serai makes one. */
final class PasswordExamination implements Examination {

    private final Settings settings;

    PasswordExamination(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String subject() {
        return "webhook";
    }

    @Override
    public void examine(Observations observations) throws IOException {
        observations.trying("password");
        if (!settings.text(PraesidiumSetting.USERS).isEmpty()) {
            observations.ok("publishers and their passwords are in a file");
        } else if (!settings.text(PraesidiumSetting.PASSWORD).isEmpty()) {
            observations.ok("a password is set");
        } else if (GeneratedPassword.ofWebhook(settings.path(RuntimeSetting.DATA)).kept().isPresent()) {
            observations.ok("Serai has made one, in praesidium.password in the data folder");
        } else {
            observations.ok("none is set; Serai makes one at the first start");
        }
    }
}
