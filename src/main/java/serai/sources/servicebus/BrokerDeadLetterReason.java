package serai.sources.servicebus;

import serai.model.ShowableMessage;
import serai.sources.UnreadableEventException;

import static serai.installation.Installation.SERAI;

/**
 * The reason and description that Serai sets on a message when it moves the message to Service Bus's dead letters. An operator
 * sees them in Azure's portal. They quote nothing of the message.
 *
 * @param reason      one of a few short texts, to filter by
 * @param description the place, what was expected there, and what to do, in at most {@value #LENGTH_MAX} characters
 */
record BrokerDeadLetterReason(String reason, String description) {

    private static final String OURS = "Serai: ";
    /** Service Bus accepts at most 4,096 characters. */
    private static final int LENGTH_MAX = 1_000;

    /** @param number the message's sequence number */
    static BrokerDeadLetterReason of(Throwable failure, long number) {
        if (failure instanceof UnreadableEventException) {
            return words("not an event", failure.getMessage() + ". " + SERAI + " dead-letters show --from broker " + number
                    + " prints the message");
        }
        return words("not taken in",
                ShowableMessage.of(failure).map(message -> message + ". ")
                        .orElseGet(() -> "a step of the routes failed with a " + failure.getClass().getName()
                                + ", whose message may quote the event; with SERAI_LOG_LEVEL=DEBUG Serai's log shows it. Fix the "
                                + "cause, then ")
                        + retry(number));
    }

    private static String retry(long number) {
        return SERAI + " dead-letters retry --from broker " + number + " takes it in";
    }

    private static BrokerDeadLetterReason words(String reason, String description) {
        return new BrokerDeadLetterReason(OURS + reason, description.length() > LENGTH_MAX
                ? description.substring(0, LENGTH_MAX - 1) + "…" : description);
    }

    /** Whether Serai has written this reason. */
    static boolean isOurs(String reason) {
        return reason.startsWith(OURS);
    }
}
