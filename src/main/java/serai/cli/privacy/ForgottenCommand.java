package serai.cli.privacy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;

import static serai.installation.Installation.SERAI;

/** {@code ./serai forgotten}: shows by which acts people were forgotten, has later events kept again, and forgets again. */
@Command(name = "forgotten", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows when and why people were forgotten, and how many events have come later; has such events kept again, and erases again what a backup has brought back. It names "
                + "nobody: the journal has keyed hashes only.",
        subcommands = {ForgottenListCommand.class, ForgottenEndCommand.class, ForgottenExportCommand.class,
                ForgottenAgainCommand.class})
public final class ForgottenCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a subcommand, such as " + SERAI + " forgotten list");
    }
}
