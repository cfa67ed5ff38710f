package serai.formats;

import serai.model.Activity;
import serai.model.Learner;
import serai.model.Platform;
import serai.settings.Settings;
import serai.settings.known.MctSetting;
import serai.settings.known.PraesidiumSetting;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * An organisation's names and addresses of the platforms. IRIs of learners and activities begin with their platform's address;
 * every IRI is percent-encoded.
 *
 * @param mctHome        {@code serai.mct.home}: address of the organisation's Microsoft Community Training
 * @param praesidiumHome {@code serai.praesidium.home}: address of the organisation's Praesidium Academy
 * @param mctName        {@code serai.mct.name}: display name of Microsoft Community Training
 * @param praesidiumName {@code serai.praesidium.name}: display name of Praesidium Academy
 */
public record Platforms(String mctHome, String praesidiumHome, String mctName, String praesidiumName) {

    public static Platforms of(Settings settings) {
        return new Platforms(settings.text(MctSetting.HOME), settings.text(PraesidiumSetting.HOME),
                settings.text(MctSetting.NAME), settings.text(PraesidiumSetting.NAME));
    }

    /** The platform's address, as in the setting. */
    public String home(Platform platform) {
        return switch (platform) {
            case MCT -> mctHome;
            case PRAESIDIUM -> praesidiumHome;
        };
    }

    public String name(Platform platform) {
        return switch (platform) {
            case MCT -> mctName;
            case PRAESIDIUM -> praesidiumName;
        };
    }

    /** The IRI of an activity. */
    public String iri(Activity activity, Platform platform) {
        return iri(activity, base(platform));
    }

    /** The IRI of a learner. */
    public String iri(Learner learner, Platform platform) {
        return base(platform) + "/users/" + segment(learner.id());
    }

    private String base(Platform platform) {
        String home = home(platform);
        return home.endsWith("/") ? home.substring(0, home.length() - 1) : home;
    }

    private static String iri(Activity activity, String base) {
        return switch (activity.kind()) {
            case COURSE -> base + "/courses/" + segment(activity.id());
            case LEARNING_PATH -> base + "/learning-paths/" + segment(activity.id());
            case LESSON, EXAM -> (activity.parent() == null ? base : iri(activity.parent(), base))
                    + "/items/" + segment(activity.id());
        };
    }

    /** One segment of a path (RFC 3986, 3.3). URLEncoder encodes for forms: it writes a blank as a plus, and escapes a tilde. */
    static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8)
                .replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }
}
