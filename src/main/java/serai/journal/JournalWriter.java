package serai.journal;

import serai.model.Payload;

import java.util.concurrent.CompletionStage;

/**
 * The part of the journal that takes events in: Guaranteed Delivery (EIP). A call hands the event over, and a thread of the store
 * writes it.
 *
 * <p>A record for which {@link #append} has completed survives the loss of the process and of power. Serai delivers it to every
 * destination named, or makes it a dead letter. Safe for use by several threads.
 */
public interface JournalWriter extends Inbox {

    /** The destination of events for which the router names no other. The journal counts and keeps them; nothing delivers them. */
    String UNROUTED = "unrouted";

    /**
     * Keeps the body of a refused request, so that an operator can look at it, and counts it. The journal keeps only the newest
     * bodies; if too many wait for a commit, it only counts this one.
     *
     * @param source the source's name
     * @param reason why it was refused, in one line, without personal data
     * @param body   as received
     * @return completes after the commit, or exceptionally as {@link #append}
     */
    CompletionStage<Void> reject(String source, String reason, Payload body);

    /**
     * Counts an event that was not acknowledged because the routes have named no destination for it. The journal remembers the
     * newest hundred types of each source.
     *
     * @param route the route that names none
     * @return completes after the commit, or exceptionally as {@link #append}
     */
    CompletionStage<Void> countUnkept(String source, String type, String route);

    /**
     * Forgets the count of a type, because the routes name a destination for its events again.
     *
     * @return as {@link #countUnkept}
     */
    CompletionStage<Void> forgetUnkept(String source, String type);
}
