package serai.cli.doctor;

import serai.doctor.Examination;
import serai.doctor.Observations;

/** An observation that is known without trying anything. */
record KnownObservation(String subject, String step, boolean good, String told, String remedy) implements Examination {

    @Override
    public void examine(Observations observations) {
        observations.trying(step);
        if (good) {
            observations.ok(told);
        } else {
            observations.fail(told, remedy);
        }
    }
}
