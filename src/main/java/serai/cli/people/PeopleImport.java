package serai.cli.people;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.Reason;
import serai.cli.terminal.Version;
import serai.journal.operations.people.PersonLink;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code ./serai people import FILE}. */
@Command(name = "import", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Makes the links of a CSV file with the heading learner,person, such as mct:13273,E-1029. Other links stay.")
final class PeopleImport extends OperatorCommand {

    @Parameters(paramLabel = "FILE", description = "As export writes it.")
    private Path file;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Your reason; the audit log keeps it.")
    private String why = "";

    @Override
    protected void work(CommandContext command) throws Exception {
        List<PersonLink> links = LinksFile.read(file, command.clock().instant());
        int changed = command.operations().links().link(links, Reason.of(why));
        out().printf(Locale.ROOT, "%s read, %s new or changed%n", links.size(), changed);
    }
}
