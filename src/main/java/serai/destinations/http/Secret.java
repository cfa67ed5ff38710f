package serai.destinations.http;

/**
 * A text that an endpoint takes by reference ({@code #bean:NAME}), because it must not stand on its URI, which is logged. Camel
 * takes it by {@link #toString}.
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
