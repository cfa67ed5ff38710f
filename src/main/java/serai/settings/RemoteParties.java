package serai.settings;

import serai.settings.known.LrsSetting;
import serai.settings.known.MctSetting;
import serai.settings.known.ServiceBusSetting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which remote parties are not set, so that the sandbox stands in for them. */
public record RemoteParties(Settings settings) {

    /** The setting by which Camel, and Serai, know production. */
    public static final String PROFILE = "camel.main.profile";
    private static final String PRODUCTION = "prod";

    /** Whether events come from Service Bus and no namespace is set. */
    public boolean lacksBroker() {
        return settings.flag(MctSetting.ENABLED) && !ServiceBusSettings.isNamed(settings);
    }

    /** Whether no learning record store is set. */
    public boolean lacksLrs() {
        return settings.text(LrsSetting.URL).isEmpty();
    }

    /**
     * Why the sandbox is not allowed with a profile; empty if it is, or is not needed. In production nothing is a stand-in.
     * Camel knows the profile "prod" only; any profile that begins with it counts as production.
     */
    public Optional<InvalidSettingException> refusal(String profile) {
        List<String> missing = new ArrayList<>();
        if (lacksBroker()) {
            missing.add(ServiceBusSetting.NAMESPACE.key() + " or " + ServiceBusSetting.CONNECTION.key());
        }
        if (lacksLrs()) {
            missing.add(LrsSetting.URL.key());
        }
        return missing.isEmpty() || !profile.toLowerCase(Locale.ROOT).startsWith(PRODUCTION) ? Optional.empty()
                : Optional.of(new InvalidSettingException(PROFILE, "%s=%s".formatted(PROFILE, profile), settings.place(PROFILE),
                        "does not allow the sandbox; set " + String.join(", and ", missing), null));
    }
}
