package serai.sources.servicebus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.FailureText;

import java.util.List;
import java.util.function.Supplier;

/**
 * Looks at a receiver now and then, says how it does, and starts it again where it has stalled. One thread looks; any may ask
 * how it was found. What has begun is logged in a line, and in another when it is over.
 */
final class ReceiverCheck {

    /** Starts the receiver again; what it has in hand is settled first. */
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

    /** @param broker numbers of messages that it has, the lowest first; throws {@link BrokerUnreachableException} */
    ReceiverCheck(String route, ReceiverProgress progress, Supplier<List<Long>> broker, Restart restart) {
        this.route = route;
        this.progress = progress;
        this.broker = broker;
        this.restart = restart;
    }

    /** How the last look has found it. */
    ReceiverState reception() {
        return reception;
    }

    /** From now on nothing is told: a look that is under way is broken off. */
    void end() {
        ended = true;
    }

    /** Throws nothing, whatever happens: there is a next look. */
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
        } catch (Throwable e) { // an Error would end all looks, and health would go on saying what the last one found
            LOG.debug("{} can't be watched", route, e);
            found(new ReceiverState(ReceiverState.State.UNWATCHED, "it can't be watched: " + FailureText.firstLine(e)));
        }
    }

    private void lookAtIt() {
        ReceiverState.Facts facts = progress.goesOn() ? progress.came() : progress.found(broker.get());
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
            LOG.debug("The receiver of {} can't be started again", route, e);
            found(new ReceiverState(ReceiverState.State.NOT_STARTED, "its receiver can't be started again: " + FailureText.firstLine(e)
                    + "; Serai tries to at each look"));
        }
    }

    /** One line when trouble begins, however it changes, and one when it is over. */
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
