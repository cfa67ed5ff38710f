package serai.cli.people;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.Reason;
import serai.cli.terminal.Version;
import serai.journal.operations.people.LearnerName;

import java.util.Locale;

/** {@code ./serai people unlink LEARNER}. */
@Command(name = "unlink", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Takes a link back. Records that were delivered by it stay where they are, unless they are sent again; "
                + "with --send-again it may be run again if it was interrupted.")
final class PeopleUnlinkCommand extends OperatorCommand {

    @Parameters(paramLabel = "LEARNER", description = "The platform and its id of the learner, such as mct:13273.")
    private String learner;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Your reason; the audit log keeps it.")
    private String why = "";

    @Mixin
    private SendAgainOption sendAgain;

    @Override
    protected void work(CommandContext command) {
        LearnerName named = LearnerName.of(learner);
        sendAgain.require(command);
        boolean was = command.operations().links().unlink(named.platform(), named.learner(), Reason.of(why));
        if (!was && !sendAgain.isAsked()) { // with --send-again, an interrupted command may be run again
            throw new IllegalArgumentException("%s is linked to nobody".formatted(named));
        }
        out().printf(Locale.ROOT, "%s is linked to nobody%s%n", named,
                was ? " any more" : "; its records are sent again all the same");
        sendAgain.send(command, named, Reason.of(why), out());
    }
}
