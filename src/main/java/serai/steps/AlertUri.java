package serai.steps;

/** The URI with which routes begin that get alerts. They take in no events, and deliver none. */
public final class AlertUri {

    /** The name of the component. */
    public static final String SCHEME = "serai-alert";

    private AlertUri() {
    }

    /** Whether a URI is one of alerts. */
    public static boolean isIn(String uri) {
        return uri.startsWith(SCHEME + ":");
    }
}
