package serai.check.settings;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.settings.SettingsCheck;

import java.util.stream.Stream;

/** Each setting is known and has an allowed value, and settings that depend on each other fit. */
final class SettingsUsable implements Rule {

    @Override
    public String id() {
        return "setting";
    }

    @Override
    public String meaning() {
        return "A setting does not exist, is out of its bounds, is set to nothing, has no effect without another one, or contradicts one.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (!configuration.isLoadedOnly()) {
            return Stream.empty(); // a start checks settings before it opens the journal
        }
        try {
            return new SettingsCheck(configuration.context()).problemsAlone().stream()
                    .map(problem -> SettingProblem.finding(this, configuration, problem));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the routes' files can't be read", e);
        }
    }
}
