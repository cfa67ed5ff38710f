package serai.formats.caliper;

import org.apache.camel.CamelContext;
import serai.formats.Platforms;
import serai.settings.ContextSettings;
import serai.settings.Setting;

/**
 * What an organisation decides about its Caliper events. None of it changes an event's id.
 *
 * @param platforms what the platforms are called; the base of learners and activities
 * @param sensor    {@code serai.caliper.sensor}: IRI of the sender
 */
public record CaliperSettings(Platforms platforms, String sensor) {

    /** @throws IllegalArgumentException if a setting is missing, or isn't what it should be; names the setting */
    static CaliperSettings of(CamelContext context) {
        ContextSettings settings = new ContextSettings(context);
        return new CaliperSettings(Platforms.of(settings), settings.iri(Setting.CALIPER_SENSOR));
    }
}
