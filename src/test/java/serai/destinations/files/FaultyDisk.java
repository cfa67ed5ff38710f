package serai.destinations.files;

import java.io.IOException;

/** Fails once, or kills, at one of its steps; in the middle of a write too. */
final class FaultyDisk extends SteppedDisk {

    private int stepsToFault = Integer.MAX_VALUE;
    private boolean kills;

    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    static final class Fault extends IOException {
        private static final long serialVersionUID = 1L;

        Fault() {
            super("no space left on device");
        }
    }

    void fails(int steps) {
        goesOn(steps);
        kills = false;
    }

    void kills(int steps) {
        goesOn(steps);
        kills = true;
    }

    /** @return after how many steps it was to fail */
    int worksOn() {
        int steps = stepsToFault;
        goesOn(Integer.MAX_VALUE);
        return steps;
    }

    void goesOn(int steps) {
        stepsToFault = steps;
    }

    boolean hasFailed() {
        return stepsToFault <= 0;
    }

    @Override
    void step() throws IOException {
        if (--stepsToFault == 0) {
            if (kills) {
                throw new Killed();
            }
            throw new Fault();
        }
    }
}
