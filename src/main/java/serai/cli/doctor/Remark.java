package serai.cli.doctor;

import serai.doctor.Examination;
import serai.doctor.Observations;

/** Something that need not be tried to be known. */
record Remark(String subject, String step, boolean good, String told, String remedy) implements Examination {

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
