package serai.cli.operate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.ConfiguredJournal;
import serai.cli.terminal.StoredSettings;
import serai.cli.terminal.Version;
import serai.journal.sqlite.JournalBackup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code ./serai backup}: copies the journal as it is now into one file. */
@Command(name = "backup", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Writes the journal as it is now to FILE, while Serai runs or not. The archive, the warehouse and the "
                + "webhook's password are not in it. Records contain personal data, so only you may read the file. A journal in "
                + "PostgreSQL is backed up by the database's own means, such as pg_dump: this command says so, and writes "
                + "nothing.")
public final class BackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist yet.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path journal = ConfiguredJournal.of(StoredSettings.read())
                .requireFile("back it up with the database's own means, such as pg_dump, which is consistent while Serai runs");
        new JournalBackup(journal).writeTo(file);
        spec.commandLine().getOut().printf(Locale.ROOT, "%s was backed up to %s (%s bytes).%n", journal, file, Files.size(file));
        return 0;
    }
}
