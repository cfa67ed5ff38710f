package serai.rehearsal.outside;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * The requests that were recorded, and the answers that they get: those that are scripted, in order, then the last one of these
 * again and again; without a script, successes. Safe for use by several threads.
 */
public final class Requests {

    private final StepTrace trail;
    private final List<Request> recorded = new ArrayList<>();
    private final Deque<Answer> script = new ArrayDeque<>();
    private Answer last = Answer.SUCCESS;

    public Requests(StepTrace trail) {
        this.trail = trail;
    }

    /** Sets the answers to the next requests. */
    public synchronized void answer(Collection<Answer> answers) {
        script.clear();
        script.addAll(answers);
        last = Answer.SUCCESS;
    }

    /** Whether each scripted answer was given. */
    public synchronized boolean isScriptOver() {
        return script.isEmpty();
    }

    /** Records a request; gives its answer. */
    synchronized Answer record(Request request) {
        recorded.add(new Request(request.kind(), request.method(), request.address(), request.headers(), request.body(),
                request.parameters(), trail.last()));
        if (!script.isEmpty()) {
            last = script.pop();
        }
        return last;
    }

    /** What was recorded since the last call. */
    public synchronized List<Request> taken() {
        List<Request> taken = List.copyOf(recorded);
        recorded.clear();
        return taken;
    }
}
