package serai.people.scim;

import org.jspecify.annotations.Nullable;
import serai.model.ShowableMessage;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/** A SCIM server has answered with something other than 200. The message has nothing of its answer but the status. */
public final class ScimStatusException extends IOException implements ShowableMessage {

    private static final long serialVersionUID = 1;
    private static final Set<Integer> CANNOT_FILTER = Set.of(400, 403, 404, 405, 501);
    private static final Set<Integer> NO_SUCH_PAGE = Set.of(400, 404);

    private final int status;
    private final transient @Nullable Instant notBefore;

    /** @param notBefore until when it has asked to be left alone; null if it has not */
    ScimStatusException(int status, @Nullable Instant notBefore) {
        super("the SCIM server answers %s%s; %s".formatted(status,
                notBefore == null ? "" : " and asks for no requests until " + notBefore, remedy(status)));
        this.status = status;
        this.notBefore = notBefore;
    }

    private static String remedy(int status) {
        return switch (status) {
            case 401 -> "correct serai.people.scim.token, or the client that gets tokens";
            case 403 -> "let the token's owner read users there";
            case 404 -> "correct serai.people.scim.url: /Users follows it";
            case 429 -> "raise serai.people.refresh.seconds or serai.people.scim.page.size";
            default -> status < 500 ? "correct serai.people.scim.url: /Users follows it" : "see its log";
        };
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    @Nullable
    Instant notBefore() {
        return notBefore;
    }

    /** Whether a server may answer so to a filter that it does not support. */
    boolean isOfAFilter() {
        return CANNOT_FILTER.contains(status);
    }

    /** Whether a server may answer so to a page behind the last one. */
    boolean isOfAPage() {
        return NO_SUCH_PAGE.contains(status);
    }
}
