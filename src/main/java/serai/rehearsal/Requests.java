package serai.rehearsal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * The requests that were recorded, and the answers that they get: those that are scripted, in order, then the last one of these
 * again and again; without a script, successes. Safe for use by several threads.
 */
final class Requests {

    private final Trail trail;
    private final List<Request> recorded = new ArrayList<>();
    private final Deque<Answer> script = new ArrayDeque<>();
    private Answer last = Answer.SUCCESS;

    Requests(Trail trail) {
        this.trail = trail;
    }

    /** Sets the answers to the next requests. */
    synchronized void answer(Collection<Answer> answers) {
        script.clear();
        script.addAll(answers);
        last = Answer.SUCCESS;
    }

    /** Whether each scripted answer was given. */
    synchronized boolean isScriptOver() {
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
    synchronized List<Request> taken() {
        List<Request> taken = List.copyOf(recorded);
        recorded.clear();
        return taken;
    }
}
