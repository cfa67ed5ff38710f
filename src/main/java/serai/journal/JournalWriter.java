package serai.journal;

import serai.model.Payload;

import java.util.concurrent.CompletionStage;

/**
 * The journal as what takes events in sees it: Guaranteed Delivery (EIP). It only hands them over: a store's own thread writes.
 *
 * <p>Whatever {@link #append} has completed for survives the loss of the process and of power, and will be delivered to
 * every destination named, or stand among the dead letters. Safe for use by several threads.
 */
public interface JournalWriter extends Inbox {

    /** The destination of what the router names nobody else for: counted and kept, never delivered. */
    String UNROUTED = "unrouted";

    /**
     * Keeps a body that was refused, so that somebody can look at it. Only the newest are kept.
     *
     * @param source the source's name
     * @param reason why, in one line, without personal data
     * @param body   as received
     * @return completes after the commit, or exceptionally as {@link #append}
     */
    CompletionStage<Void> reject(String source, String reason, Payload body);

    /**
     * Counts an event that was not acknowledged because the routes have named no destination for it. Of each source the newest
     * hundred types are remembered.
     *
     * @param route the route that names none
     * @return completes after the commit, or exceptionally as {@link #append}
     */
    CompletionStage<Void> countUnkept(String source, String type, String route);

    /** The routes name a destination for events of that type again. @return as {@link #countUnkept} */
    CompletionStage<Void> forgetUnkept(String source, String type);
}
