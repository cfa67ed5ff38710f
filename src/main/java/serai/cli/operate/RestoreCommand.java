package serai.cli.operate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Counted;
import serai.cli.terminal.StoredSettings;
import serai.cli.terminal.Version;
import serai.journal.sqlite.JournalRestore;
import serai.journal.sqlite.JournalRestore.Restored;
import serai.journal.sqlite.files.DataFolder;
import serai.settings.Setting;
import serai.settings.Settings;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code ./serai restore}: replaces the journal with a backup. */
@Command(name = "restore", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Puts a backup in the place of the journal, while Serai is not running. What was delivered since the "
                + "backup is delivered once more, and the archive goes on in new files; events taken in since the backup are "
                + "not in the restored journal.")
public final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "What ./serai backup has written.")
    private Path file;

    @Option(names = "--replace", description = "Replace a journal that holds something; it is kept beside the restored one.")
    private boolean replace;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = StoredSettings.read();
        try (DataFolder folder = DataFolder.open(settings.path(Setting.DATA), settings.trust())) {
            Path journal = folder.path().resolve("journal.db");
            Restored restored = new JournalRestore(journal, Clock.systemUTC()).from(file, replace);
            out.printf(Locale.ROOT, "%s is restored from %s: %s.%n", journal, file, Counted.of(restored.records(), "record"));
            if (restored.kept() != null) {
                out.printf(Locale.ROOT, "The journal that was there is kept as %s.%n", restored.kept());
            }
            out.println("What was delivered since the backup is delivered once more; the archive goes on in new files.");
        }
        return 0;
    }
}
