package serai.model;

/** Names of the exchange properties in which a format leaves what it has made of records last. */
public final class TranslatedText {

    /** The text; a dead letter keeps it. */
    public static final String PROPERTY = "serai.translated";
    /** The same in UTF-8, for a step that writes it; missing where nobody has made it. */
    public static final String BYTES = "serai.translated.bytes";
    /** The format that has written it, and which version of that. */
    public static final String MAPPING = "serai.mapping";

    private TranslatedText() {
    }
}
