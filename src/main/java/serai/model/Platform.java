package serai.model;

/** The platforms on which people learn. */
public enum Platform {
    /** Microsoft Community Training. */
    MCT("Microsoft Community Training"),
    /** Praesidium Academy. */
    PRAESIDIUM("Praesidium Academy");

    private final String title;

    Platform(String title) {
        this.title = title;
    }

    /** The platform's own name, as people write it. */
    public String title() {
        return title;
    }
}
