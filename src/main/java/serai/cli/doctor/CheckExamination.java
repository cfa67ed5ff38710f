package serai.cli.doctor;

import serai.check.Finding;
import serai.cli.configure.CheckedConfiguration;
import serai.doctor.Examination;
import serai.doctor.Observations;

import java.util.List;

import static serai.installation.Installation.SERAI;

/** What {@code ./serai check} finds, in one line; the command itself prints all of it. */
final class CheckExamination implements Examination {

    @Override
    public String subject() {
        return "configuration";
    }

    @Override
    public void examine(Observations observations) throws Exception {
        observations.trying("check");
        try (CheckedConfiguration checked = CheckedConfiguration.stored(null, null)) {
            List<Finding> errors = checked.findings().stream().filter(Finding::isError).toList();
            int warnings = checked.findings().size() - errors.size();
            if (!errors.isEmpty()) {
                observations.fail("%s, the first: %s: %s".formatted(counted(errors.size(), "error"), errors.get(0).place(),
                        errors.get(0).message()), "see all of them: " + SERAI + " check");
            } else if (warnings > 0) {
                observations.warn(counted(warnings, "warning"), "see them: " + SERAI + " check");
            } else {
                observations.ok("nothing is wrong with settings and routes");
            }
        }
    }

    private static String counted(int number, String what) {
        return "%s %s%s".formatted(number, what, number == 1 ? "" : "s");
    }
}
