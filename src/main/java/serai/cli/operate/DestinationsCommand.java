package serai.cli.operate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.CountText;
import serai.cli.terminal.Reason;
import serai.cli.terminal.Version;

import java.util.Locale;

import static serai.installation.Installation.SERAI;

/** {@code ./serai destinations}. */
@Command(name = "destinations", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists the destinations, resumes a stopped one, or drops what is pending for one.",
        subcommands = {DestinationsCommand.ListThem.class, DestinationsCommand.Resume.class, DestinationsCommand.Drop.class})
public final class DestinationsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a subcommand, such as " + SERAI + " destinations list");
    }

    /** {@code ./serai destinations list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Lists the destinations, each with its state; ${sys:command.of.serai:-./serai} status shows balances.")
    static final class ListThem extends OperatorCommand {
        @Override
        protected void work(CommandContext command) {
            StatusReport.of(command).printStates(out());
        }
    }

    /** {@code ./serai destinations resume NAME}. */
    @Command(name = "resume", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Tries a stopped destination at once; use it after the cause is fixed.")
    static final class Resume extends OperatorCommand {

        @Parameters(paramLabel = "NAME", description = "Such as lrs.")
        private String name;

        @Option(names = "--refuse-run", description = "The records that it refused in a row are at fault, not the destination: "
                + "they become dead letters, and so does the next one that it refuses.")
        private boolean refuseRun;

        @Override
        protected void work(CommandContext command) {
            int refused = command.operations().destinations().resume(name, refuseRun);
            out().printf(Locale.ROOT, "%s will be tried at once%s%n", name,
                    refuseRun ? "; %s more".formatted(CountText.of(refused, "dead letter")) : "");
        }
    }

    /** {@code ./serai destinations drop NAME}. */
    @Command(name = "drop", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Drops all that is pending for a destination, so that its route can be removed. Its dead letters "
                    + "stay. First remove its name from the router; until then this command refuses.")
    static final class Drop extends OperatorCommand {

        @Parameters(paramLabel = "NAME", description = "Such as lrs.")
        private String name;

        @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Your reason; it is kept with each record.")
        private String why = "";

        @Override
        protected void work(CommandContext command) throws Exception {
            command.operations().destinations().require(name);
            String file = command.routes().sentTo().get(name);
            if (file != null) {
                throw new IllegalArgumentException(("%s still sends to %s, so new records would be pending again; first remove its "
                        + "name there").formatted(file, name));
            }
            out().printf(Locale.ROOT, "%s dropped%n", command.operations().destinations().drop(name, Reason.of(why)));
        }
    }
}
