package serai.cli.configure.create;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;

import static serai.installation.Installation.SERAI;

/** {@code ./serai new}. */
@Command(name = "new", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Writes the files of something new: ${sys:command.of.serai:-./serai} new destination NAME.",
        subcommands = NewDestinationCommand.class)
public final class NewCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what is new, such as " + SERAI + " new destination crm");
    }
}
