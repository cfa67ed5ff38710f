package serai.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./serai simulate}: a platform's learners, who do not exist. */
@Command(name = "simulate", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Publishes what a platform would, of learners who walk through courses: to the Serai that runs here with "
                + "its sandbox, or where the settings and options say.",
        subcommands = {SimulateMct.class, SimulatePraesidium.class})
final class SimulateCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which platform? Try ./serai simulate mct --learners 10");
    }
}
