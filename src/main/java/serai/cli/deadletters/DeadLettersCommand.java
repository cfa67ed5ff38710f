package serai.cli.deadletters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;

/** {@code ./serai dead-letters}: shows records that have not arrived, and lets an operator decide about them. */
@Command(name = "dead-letters", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows what has not arrived, and decides about it. Works beside a Serai that runs, which acts within a "
                + "second or so, and without one: then the next run acts.",
        subcommands = {DeadLettersList.class, DeadLettersShow.class, DeadLettersRetry.class, DeadLettersDrop.class,
                DeadLettersEdit.class, DeadLettersExport.class})
public final class DeadLettersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What about them? Try ./serai dead-letters list");
    }
}
