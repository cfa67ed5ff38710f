package serai.cli.operate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Counted;
import serai.cli.terminal.Reason;
import serai.cli.terminal.Version;

import java.util.Locale;

/** {@code ./serai destinations}. */
@Command(name = "destinations", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows the destinations, has one tried again that has stopped, or gives one up.",
        subcommands = {DestinationsCommand.ListThem.class, DestinationsCommand.Resume.class, DestinationsCommand.Drop.class})
public final class DestinationsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What about them? Try ./serai destinations list");
    }

    /** {@code ./serai destinations list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Lists the destinations, each with its state. For balances: ./serai status")
    static final class ListThem extends OperatorCommand {
        @Override
        protected void work(CommandContext command) {
            StatusReport.of(command).printStates(out());
        }
    }

    /** {@code ./serai destinations resume NAME}. */
    @Command(name = "resume", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Has a destination tried at once, since it has been mended.")
    static final class Resume extends OperatorCommand {

        @Parameters(paramLabel = "NAME", description = "Such as lrs.")
        private String name;

        @Option(names = "--refuse-run", description = "It was right: the records that it has refused in a row really are bad. They "
                + "become dead letters, and so does the next one that it refuses.")
        private boolean refuseRun;

        @Override
        protected void work(CommandContext command) {
            int refused = command.operations().destinations().resume(name, refuseRun);
            out().printf(Locale.ROOT, "%s is to be tried at once%s%n", name,
                    refuseRun ? "; %s more".formatted(Counted.of(refused, "dead letter")) : "");
        }
    }

    /** {@code ./serai destinations drop NAME}. */
    @Command(name = "drop", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Gives up all that is pending for a destination, so that its route can be taken away. Its dead letters "
                    + "stay. First take its name out of the router: it is refused before.")
    static final class Drop extends OperatorCommand {

        @Parameters(paramLabel = "NAME", description = "Such as lrs.")
        private String name;

        @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Your reason; kept with each record.")
        private String why = "";

        @Override
        protected void work(CommandContext command) throws Exception {
            command.operations().destinations().require(name);
            String file = command.routes().sentTo().get(name);
            if (file != null) {
                throw new IllegalArgumentException(("%s still sends to %s, and what comes next would be pending again; take its "
                        + "name out of there first").formatted(file, name));
            }
            out().printf(Locale.ROOT, "%s dropped%n", command.operations().destinations().drop(name, Reason.of(why)));
        }
    }
}
