package serai.formats;

import org.apache.camel.CamelContext;
import serai.settings.ContextSettings;
import serai.settings.Setting;

/**
 * What an organisation decides about its CloudEvents. None of it changes an event's id.
 *
 * @param platforms what the platforms are called: the events' sources
 * @param type      {@code serai.cloudevents.type}: a domain, reversed, which types begin with
 */
record CloudEventsSettings(Platforms platforms, String type) {

    /** @throws IllegalArgumentException if a setting is missing, or isn't what it should be; names the setting */
    static CloudEventsSettings of(CamelContext context) {
        ContextSettings settings = new ContextSettings(context);
        return new CloudEventsSettings(Platforms.of(settings), settings.text(Setting.CLOUDEVENTS_TYPE));
    }
}
