package serai.check.settings;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.settings.RemoteParties;

import java.util.stream.Stream;

/** In production the sandbox stands in for no remote party. */
final class NoSandboxInProduction implements Rule {

    @Override
    public String id() {
        return "sandbox-in-production";
    }

    @Override
    public String meaning() {
        return "The profile is `prod`, and a remote party is not set: the sandbox would stand in for it.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (!configuration.isLoadedOnly()) {
            return Stream.empty(); // a run checks this before it starts the sandbox
        }
        String profile = configuration.context().getPropertiesComponent().resolveProperty(RemoteParties.PROFILE).orElse("");
        try {
            return new RemoteParties(configuration.settings()).refusal(profile).stream()
                    .map(problem -> SettingProblem.finding(this, configuration, problem));
        } catch (IllegalArgumentException e) {
            return Stream.empty(); // a setting that can't be used; another rule reports it
        }
    }
}
