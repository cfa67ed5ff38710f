package serai.formats.xapi;

import org.jspecify.annotations.Nullable;
import serai.formats.KnownType;
import serai.model.Activity;
import serai.model.EventType;
import serai.model.LearningRecord;

import java.math.BigDecimal;

/** The verbs of the statements, with their IRIs in ADL's vocabulary. */
enum XapiVerb {
    LOGGED_IN("https://w3id.org/xapi/adl/verbs/logged-in", "logged in"),
    INITIALIZED("http://adlnet.gov/expapi/verbs/initialized", "initialized"),
    COMPLETED("http://adlnet.gov/expapi/verbs/completed", "completed"),
    PASSED("http://adlnet.gov/expapi/verbs/passed", "passed"),
    FAILED("http://adlnet.gov/expapi/verbs/failed", "failed");

    private final String iri;
    private final String display;

    XapiVerb(String iri, String display) {
        this.iri = iri;
        this.display = display;
    }

    /** @param passMark lowest percentage with which an exam is passed; null: every exam gets the verb {@code completed} */
    static XapiVerb of(LearningRecord record, EventType type, @Nullable BigDecimal passMark) {
        return switch (type) {
            case LOGGED_IN -> LOGGED_IN;
            case COURSE_STARTED -> INITIALIZED;
            case MODULE_COMPLETED -> module(record, passMark);
            case COURSE_COMPLETED, LEARNING_PATH_COMPLETED -> COMPLETED;
        };
    }

    private static XapiVerb module(LearningRecord record, @Nullable BigDecimal passMark) {
        BigDecimal percentage = record.result() == null ? null : record.result().percentage();
        if (passMark == null || percentage == null || KnownType.activity(record).kind() != Activity.Type.EXAM) {
            return COMPLETED;
        }
        return percentage.compareTo(passMark) >= 0 ? PASSED : FAILED;
    }

    String iri() {
        return iri;
    }

    /** The verb's display text in American English, as in ADL's vocabulary. */
    String display() {
        return display;
    }
}
