package serai.webhook.server;

import org.jspecify.annotations.Nullable;
import serai.webhook.authentication.BasicAuthentication;

/**
 * Counts the requests that the server answers 413, so that no route sees them, if their sender may publish. A bean: the
 * {@link WebhookServer} calls each bean of this class in the registry.
 */
public final class OversizedBodies {

    private final String path;
    private final BasicAuthentication authentication;
    private final Runnable count;

    /**
     * @param path  the webhook's path
     * @param count called for each such request; must return at once
     */
    public OversizedBodies(String path, BasicAuthentication authentication, Runnable count) {
        this.path = path;
        this.authentication = authentication;
        this.count = count;
    }

    /** @param authorization the header's value; null if there is none */
    void refused(String at, @Nullable String authorization, String address) {
        if (!path.equals(at) || authorization == null) {
            return;
        }
        var unused = authentication.admits(authorization, address).whenComplete((right, failure) -> {
            if (Boolean.TRUE.equals(right)) {
                count.run();
            }
        });
    }
}
