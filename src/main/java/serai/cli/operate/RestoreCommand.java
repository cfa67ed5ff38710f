package serai.cli.operate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.ConfiguredJournal;
import serai.cli.terminal.CountText;
import serai.cli.terminal.StoredSettings;
import serai.cli.terminal.Version;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.person.ForgottenCounts;
import serai.journal.operations.person.PersonErasure;
import serai.journal.sqlite.JournalRestore;
import serai.journal.sqlite.JournalRestore.Restored;
import serai.journal.sqlite.files.DataFolder;
import serai.settings.Settings;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;

import static serai.installation.Installation.SERAI;

/** {@code ./serai restore}: replaces the journal with a backup. */
@Command(name = "restore", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Puts a backup in the journal's place; Serai must not be running. Serai then delivers once more what was "
                + "delivered since the backup, and the archive goes on in new files. Events taken in since the backup are not in "
                + "the restored journal. Persons whom forgotten.jsonl in the data folder lists are forgotten in it again.")
public final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The backup, as ${sys:command.of.serai:-./serai} backup wrote it.")
    private Path file;

    @Option(names = "--replace", description = "Replace a journal that has records; it is kept beside the restored one.")
    private boolean replace;

    @Spec
    private CommandSpec spec;

    /** Forgets again whom the file names, before the backup is in place, so that no process ever has what was forgotten since. */
    private static void forgetAgain(Path fresh, Path forgotten, PrintWriter out) throws IOException {
        if (Files.notExists(forgotten)) {
            return;
        }
        ForgottenFile before = ForgottenFile.read(forgotten);
        try (JournalOperations opened = JournalOperations.open(fresh, Clock.systemUTC())) {
            PersonErasure erasure = opened.as("cli:" + System.getProperty("user.name")).erasure();
            if (!before.key().equals(erasure.forgotten().key())) {
                throw new IOException("%s is of another journal than the backup; move it away, and keep it with that journal"
                        .formatted(forgotten));
            }
            ForgottenCounts again = erasure.again(before.hashes());
            opened.emptyLog();
            out.printf(Locale.ROOT, "Forgotten again, as %s says: %s, with %s and %s aside.%n", forgotten,
                    CountText.of(again.accounts(), "account"), CountText.of(again.erased().records(), "record"),
                    again.erased().aside());
            if (again.left() > 0) {
                out.printf(Locale.ROOT, "Nothing was erased of %s%n", left(again.left()));
            }
        }
    }

    /** The end of a message: of how many accounts nothing was erased, why, and what to do. */
    public static String left(int accounts) {
        return ("%s: they share an address or id with other accounts of the same platform. If one of them is meant, run "
                + SERAI + " forget for that account.").formatted(CountText.of(accounts, "account"));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = StoredSettings.read();
        ConfiguredJournal.of(settings)
                .requireFile("restore it with the database's own means, such as pg_restore, while no instance runs");
        try (DataFolder folder = DataFolder.open(settings.path(RuntimeSetting.DATA), settings.trust())) {
            Path journal = folder.path().resolve("journal.db");
            Restored restored = new JournalRestore(journal, Clock.systemUTC()).from(file, replace,
                    fresh -> forgetAgain(fresh, journal.resolveSibling(ForgottenFile.NAME), out));
            out.printf(Locale.ROOT, "%s was restored from %s: %s.%n", journal, file, CountText.of(restored.records(), "record"));
            if (restored.kept() != null) {
                out.printf(Locale.ROOT, "The earlier journal is kept as %s.%n", restored.kept());
            }
            out.println("Serai will deliver once more what was delivered since the backup; the archive goes on in new files.");
        }
        return 0;
    }
}
