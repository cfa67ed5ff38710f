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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code ./serai people import FILE}. */
@Command(name = "import", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Makes the links of a CSV file with the heading learner,person, such as mct:13273,E-1029. Other links stay.")
final class PeopleImportCommand extends OperatorCommand {

    /** The number of the file's first row after its heading. */
    private static final int FIRST_ROW = 2;
    private static final int LISTED_MAX = 1_000;

    @Parameters(paramLabel = "FILE", description = "As export writes it.")
    private Path file;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Your reason; the audit log keeps it.")
    private String why = "";

    @Option(names = "--unknown", description = "Import even if the directory (serai.people) has nobody with an id.")
    private boolean unknown;

    @Override
    protected void work(CommandContext command) throws Exception {
        List<PersonLink> links = LinksFile.read(file, command.clock().instant());
        if (!unknown) {
            requireKnown(command, links);
        }
        int changed = command.operations().links().link(links, Reason.of(why));
        out().printf(Locale.ROOT, "%s read, %s new or changed%n", links.size(), changed);
    }

    private void requireKnown(CommandContext command, List<PersonLink> links) throws Exception {
        Set<String> missing = KnownIds.missing(command, links.stream().map(PersonLink::person).collect(Collectors.toSet()));
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            if (missing.contains(links.get(i).person())) {
                rows.add("row %s '%s'".formatted(i + FIRST_ROW, links.get(i).person()));
            }
        }
        if (!rows.isEmpty()) {
            throw new IllegalArgumentException(
                    ("%s: the directory (serai.people) has none of these people: %s%s; nothing was changed: correct them, or add "
                            + "--unknown")
                            .formatted(file, String.join(", ", rows.subList(0, Math.min(rows.size(), LISTED_MAX))),
                                    rows.size() > LISTED_MAX ? ", and %s more".formatted(rows.size() - LISTED_MAX) : ""));
        }
    }
}
