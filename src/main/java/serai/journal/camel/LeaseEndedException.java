package serai.journal.camel;

import serai.model.ShowableMessage;

/** A destination's route is given nothing, since another process may deliver to it by now. */
final class LeaseEndedException extends Exception implements ShowableMessage {

    private static final long serialVersionUID = 1L;

    LeaseEndedException(String destination) {
        super("nothing more is sent to %s: its lease could not be renewed in the journal's database, and another instance may have it"
                .formatted(destination));
    }
}
