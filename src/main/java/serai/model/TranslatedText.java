package serai.model;

/** Names of the exchange properties that hold what a format has last made of records. */
public final class TranslatedText {

    /** The translated text; a dead letter keeps it. */
    public static final String PROPERTY = "serai.translated";
    /** The translated text in UTF-8, for a step that writes bytes; missing unless the format has encoded it. */
    public static final String BYTES = "serai.translated.bytes";
    /** The format that has made the text, and its mapping version. */
    public static final String MAPPING = "serai.mapping";

    private TranslatedText() {
    }
}
