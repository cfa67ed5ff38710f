package serai.formats.xapi;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import serai.formats.Platforms;
import serai.model.Platform;
import serai.settings.Settings;
import serai.settings.known.XapiSetting;

import java.math.BigDecimal;

/**
 * An organisation's settings for its statements. None of them changes a statement's id.
 *
 * @param platforms      names and addresses of the platforms; accounts and IRIs of activities begin with the addresses
 * @param profile        {@code serai.xapi.profile}: IRI of the activity that identifies the version of this mapping
 * @param extensions     {@code serai.xapi.extensions}: base IRI of Serai's extensions
 * @param vocabulary     verbs and types of activities
 * @param actor          {@code serai.xapi.actor}: the kind of identifier that names the learner
 * @param passMark       {@code serai.xapi.pass-mark}: lowest percentage with which an exam is passed; null: statements don't
 *                       say whether it is passed
 * @param courseSuccess  {@code serai.xapi.course.success}: whether a completed course is a success
 * @param learnerDetails {@code serai.xapi.learner.details}: whether the client's own id and references of the learner
 *                       go into extensions
 * @param learnerName    {@code serai.xapi.learner.name}: whether the actor has the learner's name
 */
public record XapiSettings(Platforms platforms, String profile, String extensions, XapiVocabulary vocabulary,
        XapiActor actor, @Nullable BigDecimal passMark, boolean courseSuccess, boolean learnerDetails,
        boolean learnerName) {

    /** Settings with ADL's vocabulary, learners identified by accounts, the platforms' own names, and no pass mark. */
    public XapiSettings(String mctHome, String praesidiumHome, String profile, String extensions,
            String learningPathType, boolean learnerDetails, boolean learnerName) {
        this(new Platforms(mctHome, praesidiumHome, Platform.MCT.title(), Platform.PRAESIDIUM.title()), profile, extensions,
                XapiVocabulary.adl(learningPathType), XapiActor.ACCOUNT, null, false, learnerDetails, learnerName);
    }

    /** @throws IllegalArgumentException if a setting is missing or invalid; the message names it */
    static XapiSettings of(CamelContext context) {
        Settings settings = Settings.of(context);
        return new XapiSettings(
                Platforms.of(settings),
                settings.text(XapiSetting.PROFILE),
                settings.text(XapiSetting.EXTENSIONS),
                XapiVocabulary.of(settings),
                settings.constant(XapiActor.class, XapiSetting.ACTOR),
                settings.decimal(XapiSetting.PASS_MARK).orElse(null),
                settings.flag(XapiSetting.COURSE_SUCCESS),
                settings.flag(XapiSetting.LEARNER_DETAILS),
                settings.flag(XapiSetting.LEARNER_NAME));
    }

    /** The IRI of one of Serai's extensions. */
    String extension(String name) {
        return (extensions.endsWith("/") || extensions.endsWith("#") ? extensions : extensions + "/") + name;
    }
}
