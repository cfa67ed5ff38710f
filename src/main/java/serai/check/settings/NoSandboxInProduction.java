package serai.check.settings;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.settings.ServiceBusSettings;
import serai.settings.Setting;
import serai.settings.Settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** In production nothing is a stand-in. */
final class NoSandboxInProduction implements Rule {

    private static final String PROFILE = "camel.main.profile";

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
            return Stream.empty(); // a run looks before it starts the sandbox
        }
        String profile = configuration.context().getPropertiesComponent().resolveProperty(PROFILE).orElse("");
        List<String> missing = missing(configuration.settings());
        return profile.toLowerCase(Locale.ROOT).startsWith("prod") && !missing.isEmpty()
                ? Stream.of(
                        error(configuration.settingsFiles().place(PROFILE), "%s=%s allows no sandbox".formatted(PROFILE, profile),
                                "set " + String.join(", and ", missing)))
                : Stream.empty();
    }

    private static List<String> missing(Settings settings) {
        List<String> missing = new ArrayList<>();
        try {
            if (settings.flag(Setting.MCT_ENABLED) && !ServiceBusSettings.isNamed(settings)) {
                missing.add(Setting.SERVICEBUS_NAMESPACE.key() + " or " + Setting.SERVICEBUS_CONNECTION.key());
            }
            if (settings.text(Setting.LRS_URL).isEmpty()) {
                missing.add(Setting.LRS_URL.key());
            }
        } catch (IllegalArgumentException e) {
            return missing; // another rule tells
        }
        return missing;
    }
}
