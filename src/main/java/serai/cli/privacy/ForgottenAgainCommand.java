package serai.cli.privacy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.ForgottenFile;
import serai.cli.operate.OperatorCommand;
import serai.cli.operate.RestoreCommand;
import serai.cli.terminal.CountText;
import serai.cli.terminal.Version;
import serai.journal.operations.person.ForgottenCounts;
import serai.journal.operations.person.PersonErasure;

import java.nio.file.Path;
import java.util.Locale;

/** {@code ./serai forgotten again FILE}. */
@Command(name = "again", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Erases from the journal the persons whom a file of keyed hashes names, after a backup was restored by other "
                + "means than ${sys:command.of.serai:-./serai} restore, which does so by itself. Destinations are left alone: they "
                + "have forgotten.")
final class ForgottenAgainCommand extends OperatorCommand {

    @Parameters(paramLabel = "FILE", description = "The file, as forgotten export has written it.")
    private Path file;

    @Override
    protected void work(CommandContext command) throws Exception {
        PersonErasure erasure = command.operations().erasure();
        ForgottenFile before = ForgottenFile.read(file);
        if (!before.key().equals(erasure.forgotten().key())) {
            throw new IllegalArgumentException("%s is of another journal: name the file of this one".formatted(file));
        }
        ForgottenCounts again = erasure.again(before.hashes());
        ForgottenFile.write(command);
        out().printf(Locale.ROOT, "Forgotten again: %s, of %s in the file%n", CountText.of(again.accounts(), "account"),
                CountText.of(before.hashes().size(), "identifier"));
        if (again.left() > 0) {
            out().printf(Locale.ROOT, "Nothing was erased of %s%n", RestoreCommand.left(again.left()));
        }
        ErasureReceipt.print(out(), "Erased", again.erased());
        ErasureReceipt.print(out(), "Not delivered any more, and counted as dropped:", again.erased().dropped());
        command.operations().emptyLog();
    }
}
