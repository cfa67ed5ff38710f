package serai.webhook.authentication;

/**
 * What {@link BasicAuthentication} has found out about a request's sender from its head. Decides nothing itself.
 *
 * @param by        the authentication that has looked; it takes nobody else's word
 * @param publisher the user's name, where it is let in
 * @param refusal   why it isn't, as the route tells it; null where it is let in
 */
public record Admission(Object by, String publisher, Exception refusal) {

    /** Of the exchange, and of what goes before it. */
    public static final String PROPERTY = "serai.admission";

    public boolean isRefused() {
        return refusal != null;
    }
}
