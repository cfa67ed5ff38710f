package serai.journal;

/** The process ends here. An error of a kind that nobody catches. */
final class SimulatedCrash extends Error {

    SimulatedCrash(String where) {
        super(where, null, false, false);
    }
}
