package serai.cli.configure.create;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;

/** {@code ./serai new}. */
@Command(name = "new", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Writes the files of something new: ./serai new destination NAME.",
        subcommands = NewDestinationCommand.class)
public final class NewCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what is new, such as ./serai new destination crm");
    }
}
