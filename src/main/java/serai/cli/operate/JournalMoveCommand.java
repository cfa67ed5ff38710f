package serai.cli.operate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import serai.ConfiguredJournal;
import serai.cli.terminal.StoredSettings;
import serai.cli.terminal.Version;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.move.JournalMove;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.sqlite.files.DataFolder;
import serai.settings.Settings;
import serai.settings.known.JournalSetting;
import serai.settings.known.RuntimeSetting;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** {@code ./serai journal move}. */
@Command(name = "move", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Moves the journal with all that it keeps from the file in serai.data to the database of "
                + "serai.journal.url, or back. No Serai may run with either. A move that was interrupted continues when the "
                + "command is run again. The journal that was moved stays where it was, and is refused from then on.")
final class JournalMoveCommand implements Callable<Integer> {

    /** Where a journal can be. */
    enum Store {
        postgresql, sqlite
    }

    @Option(names = "--to", required = true, paramLabel = "STORE",
            description = "Where to: postgresql, the database of serai.journal.url; or sqlite, the file in serai.data.")
    private Store to = Store.postgresql;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = StoredSettings.read();
        PostgresqlAddress database = ConfiguredJournal.of(settings).shared().orElseThrow(() -> new JournalUnavailableException(
                "%s is not set: it names the database to or from which the journal is moved".formatted(JournalSetting.URL.key()),
                null));
        try (DataFolder folder = DataFolder.open(settings.path(RuntimeSetting.DATA), settings.trust())) {
            Path file = folder.path().resolve("journal.db");
            Consumer<String> progress = line -> {
                out.println(line);
                out.flush();
            };
            JournalMove move = to == Store.postgresql ? JournalMove.toPostgresql(file, database, Clock.systemUTC(), progress)
                    : JournalMove.toSqlite(database, file, Clock.systemUTC(), progress);
            move.run();
        }
        out.println(to == Store.postgresql ? "Start Serai with serai.journal.url as it is set."
                : "Take serai.journal.url out of the settings before you start Serai.");
        return 0;
    }
}
