package serai.webhook.authentication;

import org.jspecify.annotations.Nullable;

/**
 * What {@link BasicAuthentication} has found out about a request's sender from the request's head. Decides nothing itself.
 *
 * @param by        the authentication that has decided; it accepts only its own decisions
 * @param publisher the user's name; null if the sender is not let in
 * @param refusal   the exception with which the route answers; null if the sender is let in
 */
public record Admission(Object by, @Nullable String publisher, @Nullable Exception refusal) {

    /** Name of the exchange property, and of the entry in Vert.x's context of the request, that holds it. */
    public static final String PROPERTY = "serai.admission";

    public boolean isRefused() {
        return refusal != null;
    }
}
