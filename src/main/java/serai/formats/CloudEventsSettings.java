package serai.formats;

import org.apache.camel.CamelContext;
import serai.settings.Settings;
import serai.settings.known.FormatSetting;

/**
 * An organisation's settings for its CloudEvents. None of them changes an event's id.
 *
 * @param platforms names and addresses of the platforms; the addresses are the events' sources
 * @param type      {@code serai.cloudevents.type}: a reversed domain name, with which every event type begins
 */
record CloudEventsSettings(Platforms platforms, String type) {

    /** @throws IllegalArgumentException if a setting is missing or invalid; the message names it */
    static CloudEventsSettings of(CamelContext context) {
        Settings settings = Settings.of(context);
        return new CloudEventsSettings(Platforms.of(settings), settings.text(FormatSetting.CLOUDEVENTS_TYPE));
    }
}
