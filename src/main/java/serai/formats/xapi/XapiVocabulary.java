package serai.formats.xapi;

import serai.model.Activity;
import serai.settings.Settings;
import serai.settings.known.XapiSetting;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The IRIs of verbs and activity types in statements.
 *
 * @param verbs         {@code serai.xapi.verb.…}: the IRI of every verb
 * @param platformType  {@code serai.xapi.platform.type}: activity type of a platform, to which learners log in
 * @param activityTypes {@code serai.xapi.….type}: the activity type of each kind of activity
 */
record XapiVocabulary(Map<XapiVerb, String> verbs, String platformType, Map<Activity.Type, String> activityTypes) {

    private static final String ADL = "http://adlnet.gov/expapi/activities/";

    /** The type of the activity that identifies the version of the mapping. */
    static final String PROFILE_TYPE = ADL + "profile";

    XapiVocabulary {
        verbs = new EnumMap<>(verbs);
        activityTypes = new EnumMap<>(activityTypes);
    }

    static XapiVocabulary of(Settings settings) {
        return new XapiVocabulary(
                verbs(verb -> settings.text(XapiSetting.valueOf("VERB_" + verb.name()))),
                settings.text(XapiSetting.PLATFORM_TYPE),
                Arrays.stream(Activity.Type.values()).collect(Collectors.toMap(Function.identity(),
                        kind -> settings.text(XapiSetting.valueOf("%s_TYPE".formatted(kind.name()))))));
    }

    /** ADL's vocabulary. It has no type for learning paths, so that one is a parameter. */
    static XapiVocabulary adl(String learningPathType) {
        return new XapiVocabulary(verbs(XapiVerb::iri), "http://activitystrea.ms/schema/1.0/application", Map.of(
                Activity.Type.COURSE, ADL + "course",
                Activity.Type.LESSON, ADL + "lesson",
                Activity.Type.EXAM, ADL + "assessment",
                Activity.Type.LEARNING_PATH, learningPathType));
    }

    String activityType(Activity.Type kind) {
        return Objects.requireNonNull(activityTypes.get(kind), "an activity has a kind, and each kind a type");
    }

    private static Map<XapiVerb, String> verbs(Function<XapiVerb, String> iri) {
        return Arrays.stream(XapiVerb.values()).collect(Collectors.toMap(Function.identity(), iri));
    }
}
