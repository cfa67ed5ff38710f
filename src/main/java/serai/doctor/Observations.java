package serai.doctor;

import java.util.ArrayList;
import java.util.List;

/** What an examination has observed until now. Safe for use by several threads: another thread closes it at the deadline. */
public final class Observations {

    private final String subject;
    private final List<Observation> all = new ArrayList<>();
    private String tried = "begin";
    private boolean closed;

    Observations(String subject) {
        this.subject = subject;
    }

    /** Begins a step, named in a word or two; what is observed from now on belongs to it. */
    public synchronized void trying(String step) {
        tried = step;
    }

    /** Adds that what was tried is as it should be. */
    public void ok(String found) {
        add(Verdict.OK, found, "");
    }

    /** Adds that what was tried works, but an operator should look at it. */
    public void warn(String found, String remedy) {
        add(Verdict.WARN, found, remedy);
    }

    /** Adds that Serai can't do its work with what was tried. */
    public void fail(String found, String remedy) {
        add(Verdict.FAIL, found, remedy);
    }

    private synchronized void add(Verdict verdict, String found, String remedy) {
        if (!closed) {
            all.add(new Observation(subject, tried, verdict, found, remedy));
        }
    }

    /** Ends the observing and returns all observations; later ones are ignored. */
    synchronized List<Observation> close() {
        closed = true;
        return List.copyOf(all);
    }
}
