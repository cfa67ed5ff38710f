package serai.cli.deadletters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;

import static serai.installation.Installation.SERAI;

/** {@code ./serai dead-letters}: shows records that have not arrived, and lets an operator decide about them. */
@Command(name = "dead-letters", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows, retries, edits and drops what was not delivered. A running Serai acts on it within about a second; "
                + "otherwise the next run does.",
        subcommands = {DeadLettersListCommand.class, DeadLettersShowCommand.class, DeadLettersRetryCommand.class,
                DeadLettersDropCommand.class,
                DeadLettersEditCommand.class, DeadLettersExportCommand.class})
public final class DeadLettersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a subcommand, such as " + SERAI + " dead-letters list");
    }
}
