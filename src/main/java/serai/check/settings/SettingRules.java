package serai.check.settings;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.settings.InvalidSettingException;

import java.util.List;

/** The rules of settings. */
public final class SettingRules {

    private SettingRules() {
    }

    /** All of them, in the order in which documents list them. */
    public static List<Rule> all() {
        return List.of(new SettingsUsable(), new SettingIsSetOnce(), new NothingInClear(), new SecretsOutside(), new VaultsAnswer(),
                new NoSandboxInProduction(), new DropInIsUsable());
    }

    /** A setting that can't be used, as a finding. */
    public static Finding finding(Configuration configuration, InvalidSettingException problem) {
        return SettingProblem.finding(new SettingsUsable(), configuration, problem);
    }
}
