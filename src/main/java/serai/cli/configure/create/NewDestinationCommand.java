package serai.cli.configure.create;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;
import serai.cli.terminal.VisibleText;
import serai.model.EventType;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code ./serai new destination NAME}. */
@Command(name = "destination", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Writes what a new destination needs: its route, mapping or statement, test, and settings. Shows what would "
                + "change in the router, and changes it after a yes. Then checks the result, as "
                + "${sys:command.of.serai:-./serai} check does.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:The files are written; what is left to do is printed.",
                "1:Nothing was written; the last line on standard error says why."})
final class NewDestinationCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Small letters, digits and hyphens, beginning with a letter.")
    private String name = "";

    @Option(names = "--kind", required = true, paramLabel = "KIND", converter = RecipeConverter.class,
            completionCandidates = RecipeConverter.Words.class,
            description = "${COMPLETION-CANDIDATES}. See docs/destinations.md.")
    private @Nullable Recipe recipe;

    @Option(names = "--address", paramLabel = "ADDRESS",
            description = "Its address: of requests (https://…), of a database (jdbc:…), of a server (sftp://…), or a folder of "
                    + "files. Without credentials.")
    private @Nullable String address;

    @Option(names = "--types", paramLabel = "TYPE", split = ",",
            description = "The types of events that it keeps, with commas between: ${COMPLETION-CANDIDATES}. Default: "
                    + "COURSE_COMPLETED, and all for kinds without a filter (webhook, caliper).")
    private List<EventType> types = List.of();

    @Option(names = "--config", paramLabel = "FILE", description = "Another settings file than application.properties.")
    private @Nullable Path config;

    @Option(names = "--routes", paramLabel = "FOLDER", description = "Another folder of routes than serai.routes.")
    private @Nullable Path routes;

    @Option(names = {"-y", "--yes"}, description = "Change the router without asking.")
    private boolean yes;

    @Spec
    private @Nullable CommandSpec spec;

    private final TerminalQuestion question;

    /** Asks on the terminal, if there is one. */
    NewDestinationCommand() {
        this(TerminalQuestion.onTerminal());
    }

    NewDestinationCommand(TerminalQuestion question) {
        this.question = question;
    }

    @Override
    public Integer call() throws Exception {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = VisibleText.on(command.getOut());
        try (NewDestination made = NewDestination.of(name, Objects.requireNonNull(recipe), config, routes)) {
            made.prepare(address, types, yes ? TerminalQuestion.none() : question, out);
            made.write(yes, question, out);
            made.check(config, routes, out);
        }
        out.flush();
        return 0;
    }
}
