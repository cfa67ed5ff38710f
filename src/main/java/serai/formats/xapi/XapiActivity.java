package serai.formats.xapi;

import org.jspecify.annotations.Nullable;
import serai.model.Activity;
import serai.model.Platform;

/**
 * An object of a statement (xAPI 1.0.3, part 2, 2.4.4.1).
 *
 * @param id       its IRI, percent-encoded
 * @param type     the IRI of its type
 * @param language of the name; {@code und} if the platform doesn't name it; null without a name
 * @param name     null if the platform sends none
 */
record XapiActivity(String id, String type, @Nullable String language, @Nullable String name) {

    /** The platform, as the activity that a learner logs in to. */
    static XapiActivity of(Platform platform, XapiSettings settings) {
        return new XapiActivity(settings.platforms().home(platform), settings.vocabulary().platformType(), "en",
                settings.platforms().name(platform));
    }

    /** The activity of a record. */
    static XapiActivity of(Activity activity, Platform platform, XapiSettings settings) {
        return new XapiActivity(settings.platforms().iri(activity, platform),
                settings.vocabulary().activityType(activity.kind()), "und", activity.name());
    }
}
