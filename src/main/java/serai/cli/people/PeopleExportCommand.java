package serai.cli.people;

import picocli.CommandLine.Command;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.Version;

/** {@code ./serai people export}. */
@Command(name = "export", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Prints all links as CSV, for import. It prints personal data.")
final class PeopleExportCommand extends OperatorCommand {

    @Override
    protected void work(CommandContext command) throws Exception {
        LinksFile.write(command.operations().links().all(), out());
    }
}
