package serai.formats.caliper;

import org.apache.camel.CamelContext;
import serai.formats.Platforms;
import serai.settings.Settings;
import serai.settings.known.FormatSetting;

/**
 * An organisation's settings for its Caliper events. None of them changes an event's id.
 *
 * @param platforms names and addresses of the platforms; IRIs of learners and activities begin with the addresses
 * @param sensor    {@code serai.caliper.sensor}: IRI of the sender
 */
public record CaliperSettings(Platforms platforms, String sensor) {

    /** @throws IllegalArgumentException if a setting is missing or invalid; the message names it */
    static CaliperSettings of(CamelContext context) {
        Settings settings = Settings.of(context);
        return new CaliperSettings(Platforms.of(settings), settings.text(FormatSetting.CALIPER_SENSOR));
    }
}
