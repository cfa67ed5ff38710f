package serai.sources.servicebus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.FailureText;

import java.util.List;
import java.util.function.Supplier;

/**
 * Checks a receiver from time to time, reports its state, and starts it again if it has stalled. One thread runs the checks;
 * any thread may read the state. The beginning of trouble is logged in one line, and its end in another.
 */
final class ReceiverCheck {

    /** Starts the receiver again, after the messages that it is handling are settled. */
    interface Restart {
        void carryOut() throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverCheck.class);

    private final String route;
    private final ReceiverProgress progress;
    private final Supplier<List<Long>> broker;
    private final Restart restart;
    private volatile ReceiverState reception = new ReceiverState(ReceiverState.State.UNKNOWN, "the broker has not been asked yet");
    private volatile boolean ended;
    private boolean told;
    private int restarted;
    private boolean startDue;

    /**
     * @param broker returns sequence numbers of messages at the broker, the lowest first; throws
     * {@link BrokerUnreachableException}
     */
    ReceiverCheck(String route, ReceiverProgress progress, Supplier<List<Long>> broker, Restart restart) {
        this.route = route;
        this.progress = progress;
        this.broker = broker;
        this.restart = restart;
    }

    /** The receiver's state at the last check. */
    ReceiverState reception() {
        return reception;
    }

    /** From now on nothing is logged or reported, because a check that is under way is broken off. */
    void end() {
        ended = true;
    }

    /** Runs one check. It throws nothing, so that the next check can run. */
    void look() {
        try {
            if (startDue) {
                startAgain();
            } else {
                lookAtIt();
            }
        } catch (BrokerUnreachableException e) {
            progress.forget();
            LOG.debug("{} can't be received from", route, e);
            found(new ReceiverState(ReceiverState.State.UNREACHABLE, e.getMessage()));
        } catch (Throwable e) { // an Error would end all checks, and health would keep reporting the state of the last one
            LOG.debug("{} can't be watched", route, e);
            found(new ReceiverState(ReceiverState.State.UNWATCHED, "it can't be watched: " + FailureText.firstLine(e)));
        }
    }

    private void lookAtIt() {
        ReceiverState.WalkResult facts = progress.goesOn() ? progress.came() : progress.found(broker.get());
        found(ReceiverState.of(facts));
        boolean isRestartDue = facts.restarts() > restarted;
        restarted = facts.restarts();
        if (isRestartDue) {
            startAgain();
        }
    }

    private void startAgain() {
        startDue = true;
        try {
            restart.carryOut();
            startDue = false;
        } catch (Exception e) {
            LOG.debug("The receiver of {} can't be restarted", route, e);
            found(new ReceiverState(ReceiverState.State.NOT_STARTED,
                    "its receiver can't be restarted: " + FailureText.firstLine(e)
                            + "; Serai tries again at each check"));
        }
    }

    /** Logs one line when trouble begins, none while it changes, and one when it is over. */
    private void found(ReceiverState now) {
        if (ended) {
            return;
        }
        reception = now;
        if (!now.isReady() && !told) {
            told = true;
            LOG.warn("{} does not receive: {}.", route, now.words());
        } else if (now.isWell() && told) {
            told = false;
            LOG.info("{} receives again.", route);
        }
    }
}
