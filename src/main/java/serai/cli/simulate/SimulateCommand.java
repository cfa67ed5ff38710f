package serai.cli.simulate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;

import static serai.installation.Installation.SERAI;

/** {@code ./serai simulate}: publishes events of invented learners. */
@Command(name = "simulate", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Publishes the events of simulated learners as a platform would: to the Serai that runs here with its "
                + "sandbox, or to where the settings and options say.",
        subcommands = {SimulateMct.class, SimulatePraesidium.class})
public final class SimulateCommand implements Runnable {

    @Parameters(hidden = true, arity = "0..1")
    private String unknown;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), unknown == null ? "name a platform, such as " + SERAI + " simulate mct "
                + "--learners 10"
                : "there is no platform '%s'; the platforms are %s".formatted(unknown,
                        String.join(", ", spec.commandLine().getSubcommands().keySet())));
    }
}
