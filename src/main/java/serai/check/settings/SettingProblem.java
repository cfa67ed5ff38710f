package serai.check.settings;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.settings.InvalidSettingException;

/** A setting that can't be used, as a finding. */
final class SettingProblem {

    private SettingProblem() {
    }

    static Finding finding(Rule rule, Configuration configuration, InvalidSettingException problem) {
        String[] why = problem.why().split("; ", 2);
        return rule.error(configuration.settingsFiles().place(problem.key()), "%s: %s".formatted(problem.subject(), why[0]),
                why.length > 1 ? why[1] : "correct it, or take it out for the default (docs/settings.md)");
    }
}
