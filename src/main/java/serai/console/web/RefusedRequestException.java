package serai.console.web;

/** A request that can't be carried out, since what it asks for is not there or can't be read; nothing was done. */
public final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String text;
    private final transient Object[] values;

    /**
     * @param text   the key of the text that says why
     * @param values what fills its places
     */
    public RefusedRequestException(String text, Object... values) {
        super(text);
        this.text = text;
        this.values = values.clone();
    }

    /** The key of the text that says why. */
    public String text() {
        return text;
    }

    /** What fills its places. */
    public Object[] values() {
        return values.clone();
    }
}
