package serai.testkit.journal;

/** The process ends here: nothing of ours may catch it. */
public final class SimulatedCrash extends ThreadDeath {

    private final String where;

    public SimulatedCrash(String where) {
        this.where = where;
    }

    @Override
    public String getMessage() {
        return where;
    }
}
