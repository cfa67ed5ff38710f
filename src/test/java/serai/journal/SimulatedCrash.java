package serai.journal;

/** The process ends here: nothing of ours may catch it. */
final class SimulatedCrash extends ThreadDeath {

    private final String where;

    SimulatedCrash(String where) {
        this.where = where;
    }

    @Override
    public String getMessage() {
        return where;
    }
}
