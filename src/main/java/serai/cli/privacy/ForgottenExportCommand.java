package serai.cli.privacy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.ForgottenFile;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.CountText;
import serai.cli.terminal.Version;
import serai.journal.operations.person.ForgottenHash;
import serai.journal.operations.person.ForgottenPersons;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code ./serai forgotten export FILE}. */
@Command(name = "export", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Writes the keyed hashes of all who were forgotten to a file that only its owner can read, and replaces the file "
                + "if it is there: keep it with your backups. Beside a journal that is a file, forget does so by itself.")
final class ForgottenExportCommand extends OperatorCommand {

    @Parameters(paramLabel = "FILE", description = "The file, such as forgotten.jsonl.")
    private Path file;

    @Override
    protected void work(CommandContext command) throws Exception {
        ForgottenPersons forgotten = command.operations().erasure().forgotten();
        List<ForgottenHash> hashes = forgotten.hashes();
        new ForgottenFile(forgotten.key(), hashes).replace(file);
        out().printf(Locale.ROOT, "%s in %s%n", CountText.of(hashes.size(), "identifier"), file);
    }
}
