package serai.formats;

import serai.model.EventType;

/** The verbs of ADL's vocabulary that our events have. */
enum XapiVerb {
    LOGGED_IN("https://w3id.org/xapi/adl/verbs/logged-in", "logged in"),
    INITIALIZED("http://adlnet.gov/expapi/verbs/initialized", "initialized"),
    COMPLETED("http://adlnet.gov/expapi/verbs/completed", "completed");

    private final String iri;
    private final String display;

    XapiVerb(String iri, String display) {
        this.iri = iri;
        this.display = display;
    }

    static XapiVerb of(EventType type) {
        return switch (type) {
            case LOGGED_IN -> LOGGED_IN;
            case COURSE_STARTED -> INITIALIZED;
            case MODULE_COMPLETED, COURSE_COMPLETED, LEARNING_PATH_COMPLETED -> COMPLETED;
        };
    }

    String iri() {
        return iri;
    }

    /** In American English, as ADL displays it. */
    String display() {
        return display;
    }
}
