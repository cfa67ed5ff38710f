package serai.sources.servicebus;

import java.time.Duration;

/**
 * How a receiver does, as one look has found it. Made anew at each look, of that look's {@link Facts} alone: nothing that was
 * said before can stay.
 *
 * @param words what there is to say of it, with what an operator can do; null for nothing
 */
record ReceiverState(State state, String words) {

    /** The states that a receiver can be found in. */
    enum State {
        /** Nobody has looked yet. */
        UNKNOWN(false),
        /** Messages have come since the last look. */
        RECEIVING(true),
        /** The broker answers, and has none. */
        IDLE(true),
        /** None has come, and some are in hand. */
        HANDLING(true),
        /** Messages are there and none has come; not for long yet. */
        WAITING(true),
        /** Some are in hand, and none of them has been done with for too long. */
        HELD_UP(false),
        /** Messages are there and none has come for too long. */
        STALLED(false),
        /** The same, though it was started again and had time to receive. */
        LOCKED(false),
        /** It can't be started again. */
        NOT_STARTED(false),
        /** The broker does not answer, or with an error. */
        UNREACHABLE(false),
        /** The look itself has failed. */
        UNWATCHED(false);

        private final boolean isReady;

        State(boolean isReady) {
            this.isReady = isReady;
        }
    }

    /**
     * What one look finds.
     *
     * @param came     whether a message has come since the last look
     * @param inHand   messages that are being handled
     * @param heldUp   for how long none has come and none in hand has been done with
     * @param there    whether the broker has messages that somebody could receive, or receives
     * @param waited   for how long they have been there with none coming and none in hand
     * @param someGone whether one of them has gone in that time
     * @param restarts how often the receiver was started again in that time
     * @param allowed  for how long that may be
     */
    record Facts(boolean came, int inHand, Duration heldUp, boolean there, Duration waited, boolean someGone, int restarts,
                 Duration allowed) {
    }

    static ReceiverState of(Facts facts) {
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
            return new ReceiverState(State.WAITING, none(facts) + "; its receiver is started again after " + seconds(facts.allowed()));
        }
        if (facts.restarts() == 1) {
            return new ReceiverState(State.STALLED, none(facts) + "; its receiver is started again. Should that not help, "
                    + "another receiver, or a Serai that was killed, has them locked");
        }
        return new ReceiverState(State.LOCKED, none(facts) + (facts.someGone()
                ? ", while some have gone: another receiver takes them; see who else receives from the subscription"
                : ", though its receiver was started again: another receiver, or a Serai that was killed, has them locked, "
                + "which the broker does not show; they come when those locks end. Should they not, see who else receives from "
                + "the subscription"));
    }

    private static String inHand(Facts facts) {
        return facts.inHand() + " messages are in hand and none has been kept for " + seconds(facts.heldUp())
                + "; they are tried until they are. See whether the journal can be written to, and what the source has left there (sources)";
    }

    private static String none(Facts facts) {
        return "messages are there and none has come for " + seconds(facts.waited());
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    /** Whether it can be relied on to receive. */
    boolean isReady() {
        return state.isReady;
    }

    /** Whether trouble that was there is over: what waits may be in trouble still. */
    boolean isWell() {
        return isReady() && state != State.WAITING;
    }
}
