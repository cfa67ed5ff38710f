package serai.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.Setting;
import serai.journal.DeadLetterId;
import serai.journal.Dossier;
import serai.journal.store.DeadLetters;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** {@code ./serai dead-letters edit ID}. */
@Command(name = "edit", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Opens a dead letter's record in your editor, checks it, and sends it on under the same id. What was "
                + "received stays as it is.")
final class DeadLettersEdit extends OperatorCommand {

    /** What a shell ends with when it can't run a command. */
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    @Parameters(paramLabel = "ID", description = "Such as lrs-1042.")
    private String id;

    @Option(names = "--editor", paramLabel = "COMMAND", defaultValue = "${env:EDITOR}",
            description = "The editor (default: $EDITOR, or vi).")
    private String editor;

    @Override
    void work(Workplace workplace) throws Exception {
        DeadLetters letters = workplace.desk().deadLetters();
        DeadLetterId letter = Ids.of(id);
        Dossier dossier = letters.editable(letter);
        String before = CanonicalJson.indented(dossier.edited() == null ? dossier.record() : dossier.edited());
        // In the data folder, which holds such data anyway, and not where everybody's temporary files are.
        Path file = OwnersFile.make(workplace.settings().path(Setting.DATA).resolve("edit-" + letter + ".json"));
        Files.writeString(file, before + "\n");
        open(file);
        String after = Files.readString(file);
        if (after.strip().equals(before)) {
            Files.delete(file);
            out().println("Nothing was changed, and nothing is sent.");
            return;
        }
        try {
            LearningRecord mended = CanonicalJson.readEdited(after);
            letters.edit(letter, mended);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s. Nothing is sent; what you wrote is in %s, delete it when you need it no more"
                    .formatted(e.getMessage(), file)); // as the cause it would be told twice
        }
        Files.delete(file);
        out().printf(Locale.ROOT, "%s is to be sent as edited%n", letter);
    }

    /** By a shell, since the command may have options of its own. */
    private void open(Path file) throws IOException, InterruptedException {
        String command = editor == null || editor.isBlank() ? "vi" : editor;
        int exit = new ProcessBuilder("sh", "-c", command + " \"$1\"", "sh", file.toString()).inheritIO().start().waitFor();
        if (exit != 0) {
            Files.delete(file);
            throw new IOException(exit == NOT_FOUND || exit == NOT_EXECUTABLE
                    ? "the editor '%s' can't be run; set EDITOR, or name one with --editor. Nothing is sent".formatted(command)
                    : "the editor '%s' has ended with code %s; nothing is sent".formatted(command, exit));
        }
    }
}
