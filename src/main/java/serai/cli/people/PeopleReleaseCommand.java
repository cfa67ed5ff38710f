package serai.cli.people;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.Reason;
import serai.cli.terminal.Version;

import java.util.Locale;

/** {@code ./serai people release DESTINATION}. */
@Command(name = "release", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Sends all records that wait for a destination, through its route as it is now: for a route that no longer "
                + "asks for people, or where there is no directory any more. Records for which the route still finds nobody keep "
                + "waiting.")
final class PeopleReleaseCommand extends OperatorCommand {

    @Parameters(paramLabel = "DESTINATION", description = "Its name, such as hr.")
    private String destination;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Your reason; the audit log keeps it.")
    private String why = "";

    @Override
    protected void work(CommandContext command) {
        command.operations().destinations().require(destination);
        out().printf(Locale.ROOT, "%s records will be sent to %s%n",
                command.operations().unmatched().release(destination, Reason.of(why)), destination);
    }
}
