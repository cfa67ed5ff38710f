package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.FLAG;
import static serai.settings.known.AllowedValues.IRI;
import static serai.settings.known.AllowedValues.PERCENTAGE;
import static serai.settings.known.AllowedValues.oneOf;

/** The format xAPI. */
public enum XapiSetting implements Setting {

    VERSION("serai.xapi.version", "1.0.3", oneOf("1.0.3", "2.0.0"), "version of xAPI that Serai tells the LRS"),
    ACTOR("serai.xapi.actor", "account", oneOf("account", "mbox", "mbox_sha1sum"),
            "what identifies the learner: the account on the platform, the e-mail address, or its hash; the account if there is "
                    + "no address"),
    PROFILE("serai.xapi.profile", "https://example.org/xapi/profiles/learner-events/v1", IRI,
            "IRI that tells the version of this mapping in statements"),
    EXTENSIONS("serai.xapi.extensions", "https://example.org/xapi/ext", IRI, "IRI below which extensions are named"),
    VERB_LOGGED_IN("serai.xapi.verb.logged-in", "https://w3id.org/xapi/adl/verbs/logged-in", IRI, "verb of a login"),
    VERB_INITIALIZED("serai.xapi.verb.initialized", "http://adlnet.gov/expapi/verbs/initialized", IRI,
            "verb of a course start"),
    VERB_COMPLETED("serai.xapi.verb.completed", "http://adlnet.gov/expapi/verbs/completed", IRI, "verb of a completion"),
    VERB_PASSED("serai.xapi.verb.passed", "http://adlnet.gov/expapi/verbs/passed", IRI,
            "verb of an exam at or above the pass mark"),
    VERB_FAILED("serai.xapi.verb.failed", "http://adlnet.gov/expapi/verbs/failed", IRI, "verb of an exam below the pass mark"),
    PASS_MARK("serai.xapi.pass-mark", "", PERCENTAGE.orNone(),
            "percentage from which an exam is passed; if not set, exams are completed, without passed or failed"),
    COURSE_SUCCESS("serai.xapi.course.success", "false", FLAG, "whether a completed course counts as a success"),
    PLATFORM_TYPE("serai.xapi.platform.type", "http://activitystrea.ms/schema/1.0/application", IRI,
            "activity type of a platform, the activity of a login"),
    COURSE_TYPE("serai.xapi.course.type", "http://adlnet.gov/expapi/activities/course", IRI, "activity type of a course"),
    LESSON_TYPE("serai.xapi.lesson.type", "http://adlnet.gov/expapi/activities/lesson", IRI, "activity type of a lesson"),
    EXAM_TYPE("serai.xapi.exam.type", "http://adlnet.gov/expapi/activities/assessment", IRI, "activity type of an exam"),
    LEARNING_PATH_TYPE("serai.xapi.learning-path.type", "http://vocab.xapi.fr/activities/training-sequence", IRI,
            "activity type of a learning path"),
    LEARNER_NAME("serai.xapi.learner.name", "false", FLAG, "whether statements carry the learner's name"),
    LEARNER_DETAILS("serai.xapi.learner.details", "false", FLAG,
            "whether statements carry your own id of the learner and your texts (`ref3` to `ref9`)");

    private final SettingDefinition definition;

    XapiSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
