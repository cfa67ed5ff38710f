package serai.formats;

import serai.model.Activity;
import serai.model.Platform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An object of a statement (xAPI 1.0.3, part 2, 2.4.4.1).
 *
 * @param id       its IRI, percent-encoded
 * @param type     the IRI of its type
 * @param language of the name; {@code und} where the platform doesn't say
 * @param name     null where it has none
 */
record XapiActivity(String id, String type, String language, String name) {

    private static final String ADL = "http://adlnet.gov/expapi/activities/";
    private static final Map<Activity.Kind, String> ADL_TYPES = Map.of(
            Activity.Kind.COURSE, ADL + "course",
            Activity.Kind.LESSON, ADL + "lesson",
            Activity.Kind.EXAM, ADL + "assessment");

    /** The type of the activity that names the mapping. */
    static final String PROFILE_TYPE = ADL + "profile";

    /** What a learner logs in to. */
    static XapiActivity of(Platform platform, XapiSettings settings) {
        return new XapiActivity(settings.home(platform), "http://activitystrea.ms/schema/1.0/application", "en",
                platform.title());
    }

    /** What a learner learns. */
    static XapiActivity of(Activity activity, Platform platform, XapiSettings settings) {
        return new XapiActivity(iri(activity, settings.home(platform)),
                ADL_TYPES.getOrDefault(activity.kind(), settings.learningPathType()), "und", activity.name());
    }

    private static String iri(Activity activity, String home) {
        String base = home.endsWith("/") ? home.substring(0, home.length() - 1) : home;
        return switch (activity.kind()) {
            case COURSE -> base + "/courses/" + segment(activity.id());
            case LEARNING_PATH -> base + "/learning-paths/" + segment(activity.id());
            case LESSON, EXAM -> (activity.parent() == null ? base : iri(activity.parent(), base))
                    + "/items/" + segment(activity.id());
        };
    }

    /** One segment of a path (RFC 3986, 3.3). URLEncoder writes forms: a blank is a plus there, a tilde isn't safe. */
    private static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8)
                .replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }
}
