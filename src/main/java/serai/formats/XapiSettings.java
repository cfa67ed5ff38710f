package serai.formats;

import org.apache.camel.CamelContext;
import serai.model.Platform;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * What an organisation decides about its statements. None of it has a default here, and none of it changes a
 * statement's id.
 *
 * @param mctHome          {@code serai.xapi.mct.home}: address of Microsoft Community Training, the base of its
 *                         accounts and activities
 * @param praesidiumHome   {@code serai.xapi.praesidium.home}: the same of Praesidium Academy
 * @param profile          {@code serai.xapi.profile}: IRI of the activity that stands for this mapping's version
 * @param extensions       {@code serai.xapi.extensions}: base IRI of our extensions
 * @param learningPathType {@code serai.xapi.learning-path.type}: IRI of the type of learning paths; ADL has none
 * @param learnerDetails   {@code serai.xapi.learner.details}: whether the client's own id and references of the learner
 *                         go into extensions
 * @param learnerName      {@code serai.xapi.learner.name}: whether the actor has the learner's name
 */
public record XapiSettings(String mctHome, String praesidiumHome, String profile, String extensions,
                           String learningPathType, boolean learnerDetails, boolean learnerName) {

    /** @throws IllegalArgumentException if a setting is missing, or isn't what it should be; names the setting */
    static XapiSettings of(CamelContext context) {
        return new XapiSettings(
                iri(context, "serai.xapi.mct.home"),
                iri(context, "serai.xapi.praesidium.home"),
                iri(context, "serai.xapi.profile"),
                iri(context, "serai.xapi.extensions"),
                iri(context, "serai.xapi.learning-path.type"),
                flag(context, "serai.xapi.learner.details"),
                flag(context, "serai.xapi.learner.name"));
    }

    /** The platform's address. */
    String home(Platform platform) {
        return switch (platform) {
            case MCT -> mctHome;
            case PRAESIDIUM -> praesidiumHome;
        };
    }

    /** The IRI of an extension of ours. */
    String extension(String name) {
        return (extensions.endsWith("/") || extensions.endsWith("#") ? extensions : extensions + "/") + name;
    }

    private static String iri(CamelContext context, String setting) {
        String value = context.resolvePropertyPlaceholders("{{" + setting + "}}").strip();
        try {
            if (new URI(value).isAbsolute()) {
                return value;
            }
        } catch (URISyntaxException e) {
            throw notAnIri(setting);
        }
        throw notAnIri(setting);
    }

    private static IllegalArgumentException notAnIri(String setting) {
        return new IllegalArgumentException(
                setting + " isn't an absolute IRI; set it to one such as https://learning.example.org");
    }

    private static boolean flag(CamelContext context, String setting) {
        return switch (context.resolvePropertyPlaceholders("{{" + setting + "}}").strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(
                    setting + " is neither true nor false; set it to one of them");
        };
    }
}
