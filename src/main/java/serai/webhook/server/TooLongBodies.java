package serai.webhook.server;

import serai.webhook.authentication.BasicAuthentication;

/**
 * Counts bodies that the server has answered 413, which no route sees, where they came from somebody who may publish. A bean; the
 * {@link WebhookServer} tells every one in the registry.
 */
public final class TooLongBodies {

    private final String path;
    private final BasicAuthentication authentication;
    private final Runnable count;

    /**
     * @param path  the webhook's
     * @param count is called for each of them, on a thread that must not be kept
     */
    public TooLongBodies(String path, BasicAuthentication authentication, Runnable count) {
        this.path = path;
        this.authentication = authentication;
        this.count = count;
    }

    /** @param authorization null where there is none */
    void refused(String at, String authorization, String address) {
        if (!path.equals(at) || authorization == null) {
            return;
        }
        authentication.admits(authorization, address).whenComplete((right, failure) -> {
            if (Boolean.TRUE.equals(right)) {
                count.run();
            }
        });
    }
}
