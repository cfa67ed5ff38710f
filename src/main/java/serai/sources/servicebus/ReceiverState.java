package serai.sources.servicebus;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

import static serai.installation.Installation.SERAI;

/**
 * A receiver's state at one check. Each check makes a new one from its own {@link WalkResult} alone, so that no earlier finding
 * remains.
 *
 * @param words the state in words, with what an operator can do; null if there is nothing to say
 */
record ReceiverState(State state, @Nullable String words) {

    /** The states of a receiver. */
    enum State {
        /** No check has run yet. */
        UNKNOWN(false),
        /** Messages were received since the last check. */
        RECEIVING(true),
        /** The broker answers, and has no messages. */
        IDLE(true),
        /** No message was received, and some are being handled. */
        HANDLING(true),
        /** The broker has messages and none was received, but not for long yet. */
        WAITING(true),
        /** Messages are being handled, and for too long none of them was finished. */
        HELD_UP(false),
        /** The broker has messages, and for too long none was received. */
        STALLED(false),
        /** As STALLED, although the receiver was started again and had time to receive. */
        LOCKED(false),
        /** The receiver can't be started again. */
        NOT_STARTED(false),
        /** The broker does not answer, or answers with an error. */
        UNREACHABLE(false),
        /** The check itself has failed. */
        UNWATCHED(false);

        private final boolean isReady;

        State(boolean isReady) {
            this.isReady = isReady;
        }
    }

    /**
     * The facts that one check finds.
     *
     * @param came     whether a message was received since the last check
     * @param inHand   messages that are being handled
     * @param heldUp   for how long no message was received and none of those being handled was finished
     * @param there    whether the broker has messages that can be received, or are being handled
     * @param waited   for how long the broker has had messages while none was received and none was being handled
     * @param someGone whether one of these messages has left the broker in that time
     * @param restarts how often the receiver was started again in that time
     * @param allowed  how long either of these times may last
     */
    record WalkResult(boolean came, int inHand, Duration heldUp, boolean there, Duration waited, boolean someGone, int restarts,
            Duration allowed) {
    }

    static ReceiverState of(WalkResult facts) {
        if (facts.came()) {
            return new ReceiverState(State.RECEIVING, null);
        }
        if (facts.inHand() > 0) {
            return facts.heldUp().compareTo(facts.allowed()) < 0 ? new ReceiverState(State.HANDLING, null)
                    : new ReceiverState(State.HELD_UP, inHand(facts));
        }
        if (!facts.there()) {
            return new ReceiverState(State.IDLE, null);
        }
        if (facts.restarts() == 0) {
            return new ReceiverState(State.WAITING,
                    none(facts) + "; Serai restarts its receiver after " + seconds(facts.allowed()));
        }
        if (facts.restarts() == 1) {
            return new ReceiverState(State.STALLED, none(facts) + "; Serai restarts its receiver. If that does not help, another "
                    + "receiver, or a Serai that was killed, has locked them");
        }
        return new ReceiverState(State.LOCKED, none(facts) + (facts.someGone()
                ? ", but some have gone: another receiver takes them; find out who else receives from the subscription"
                : ", although its receiver was restarted: another receiver, or a Serai that was killed, has locked them, which the "
                        + "broker does not show; they come when those locks expire. If they don't, find out who else "
                        + "receives from the subscription"));
    }

    private static String inHand(WalkResult facts) {
        return facts.inHand() + " messages are being handled, and none was stored for " + seconds(facts.heldUp())
                + "; Serai tries until they are. Check whether the journal can be written to, and what it holds of the source "
                + "(" + SERAI + " status)";
    }

    private static String none(WalkResult facts) {
        return "messages are waiting and none has come for " + seconds(facts.waited());
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    /** Whether the receiver counts as ready. */
    boolean isReady() {
        return state.isReady;
    }

    /** Whether earlier trouble is over. A receiver that is WAITING is ready, but its trouble may not be over. */
    boolean isWell() {
        return isReady() && state != State.WAITING;
    }
}
