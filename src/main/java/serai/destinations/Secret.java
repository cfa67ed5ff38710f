package serai.destinations;

/**
 * A secret to which an endpoint refers ({@code #bean:NAME}), because it must not be on the endpoint's URI, which is logged.
 * Camel reads it with {@link #toString}.
 */
public final class Secret {

    private String text = "";

    public void setText(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
