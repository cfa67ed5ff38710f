package serai.cli.deadletters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.Reason;
import serai.cli.terminal.Version;
import serai.journal.DeadLetterId;
import serai.journal.operations.DeadLetters;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code ./serai dead-letters drop ID…}. */
@Command(name = "drop", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Drops dead letters. They can still be shown, and a replay can still send them.")
final class DeadLettersDropCommand extends OperatorCommand {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Such as lrs-1042.")
    private List<String> ids;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Your reason; it is kept.")
    private String why = "";

    @Override
    protected void work(CommandContext command) {
        Set<DeadLetterId> named = DeadLetterIds.of(ids);
        DeadLetters letters = command.operations().deadLetters();
        Set<DeadLetterId> dropped = letters.drop(named, Reason.of(why));
        out().printf(Locale.ROOT, "%s dropped%s%n", dropped.size(), DeadLetterIds.leftAlone(named, dropped, letters));
    }
}
