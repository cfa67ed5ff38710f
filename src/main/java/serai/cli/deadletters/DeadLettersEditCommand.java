package serai.cli.deadletters;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.operate.OptionValidator;
import serai.cli.terminal.Version;
import serai.files.OwnersFile;
import serai.journal.DeadLetterId;
import serai.journal.operations.DeadLetterDetails;
import serai.journal.operations.DeadLetters;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.settings.known.RuntimeSetting;
import serai.sources.servicebus.BrokerDeadLetter;
import serai.sources.servicebus.BrokerDeadLetters;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** {@code ./serai dead-letters edit ID}. */
@Command(name = "edit", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Opens a dead letter's record in your editor, checks it, and sends it under the same id, to the destination at "
                + "which it failed and to no other. What was received stays as it is. For a body that the webhook refused (praesidium-rejected-1) or a message in the broker's "
                + "dead-letter queue (--from broker), the editor opens the body itself; Serai takes in the corrected body.")
final class DeadLettersEditCommand extends OperatorCommand {

    /** The exit codes of a shell that can't run a command. */
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    @Parameters(paramLabel = "ID", description = "Such as lrs-1042; with --from broker a number.")
    private String id;

    @Option(names = "--from", paramLabel = "SOURCE",
            description = "'broker' for a message in the broker's dead-letter queue: it is completed there once its corrected body "
                    + "is kept.")
    private @Nullable String from;

    @Option(names = "--editor", paramLabel = "COMMAND", defaultValue = "${env:EDITOR}",
            description = "The editor (default: $EDITOR, or vi).")
    private @Nullable String editor;

    @Override
    protected void work(CommandContext command) throws Exception {
        if (from != null) {
            OptionValidator.requireBroker(spec(), from);
            editAtBroker(command, DeadLetterIds.atBroker(id));
            return;
        }
        DeadLetters letters = command.operations().deadLetters();
        if (DeadLetterIds.of(id).content() == DeadLetterId.Content.REJECTED) {
            editRejected(command, letters, DeadLetterIds.of(id));
            return;
        }
        DeadLetterId letter = DeadLetterIds.of(id);
        DeadLetterDetails details = letters.editable(letter);
        String record = Objects.requireNonNull(details.record(), "what can be edited has a record");
        String before = CanonicalJson.indented(details.edited() == null ? record : details.edited());
        // The file is in the data folder, which holds personal data anyway, and not in the shared temporary folder.
        Path file = file(command, letter.toString());
        OwnersFile.write(file, (before + "\n").getBytes(StandardCharsets.UTF_8));
        open(file);
        String after = OwnersFile.text(file);
        if (after.strip().equals(before)) {
            Files.delete(file);
            out().println("Nothing was changed, so nothing is sent.");
            return;
        }
        try {
            LearningRecord mended = CanonicalJson.readEdited(after);
            letters.edit(letter, mended);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(("%s. Nothing is sent; your text is in %s, delete that file when you no longer need "
                    + "it")
                    .formatted(e.getMessage(), file)); // without a cause, which would be printed a second time
        }
        Files.delete(file);
        out().printf(Locale.ROOT, "%s will be sent as edited, to %s only; other destinations have or get the record as it was%n",
                letter, letter.of());
    }

    private static Path file(CommandContext command, String name) throws IOException {
        return OwnersFile.make(command.settings().path(RuntimeSetting.DATA).resolve("edit-" + name + ".json"));
    }

    private void editRejected(CommandContext command, DeadLetters letters, DeadLetterId letter) throws Exception {
        editBody(command, letter.toString(), RejectedRetry.received(letters.get(letter)),
                body -> new RejectedRetry(command, out()).carryOut(List.of(letter), Map.of(letter, body)));
    }

    private void editAtBroker(CommandContext command, long number) throws Exception {
        try (BrokerDeadLetters letters = BrokerConnection.open(command)) {
            BrokerDeadLetter letter = letters.find(number).orElseThrow(() -> DeadLetterIds.noneAtBroker(number));
            if (letter.body() == null) {
                throw new IllegalArgumentException("%s: %s".formatted(number, letter.problem()));
            }
            editBody(command, "broker-" + number, letter.body(),
                    body -> new BrokerRetry(command, letters, out()).carryOut(Set.of(number), Map.of(number, body)));
        }
    }

    /** Takes a corrected body in. */
    private interface Take {
        void in(byte[] body) throws Exception;
    }

    private void editBody(CommandContext command, String name, Payload received, Take take) throws Exception {
        Path file = file(command, name);
        OwnersFile.write(file, received.bytes());
        open(file);
        byte[] after = read(file);
        if (Arrays.equals(after, received.bytes())) {
            Files.delete(file);
            out().println("Nothing was changed, so nothing is taken in.");
            return;
        }
        try {
            take.in(after);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "%s. Nothing is taken in; your text is in %s, delete that file when you no longer need it"
                            .formatted(e.getMessage(), file)); // without a cause, which would be printed a second time
        }
        Files.delete(file);
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = OwnersFile.readFrom(file)) {
            return in.readAllBytes();
        }
    }

    /** Starts the editor through a shell, because its command may include options. */
    private void open(Path file) throws IOException, InterruptedException {
        String command = editor == null || editor.isBlank() ? "vi" : editor;
        int exit = new ProcessBuilder("sh", "-c", command + " \"$1\"", "sh", file.toString()).inheritIO().start().waitFor();
        if (exit != 0) {
            Files.delete(file);
            throw new IOException(exit == NOT_FOUND || exit == NOT_EXECUTABLE
                    ? ("the editor '%s' can't be run, so nothing is sent; set EDITOR, "
                            + "or name an editor with --editor").formatted(command)
                    : "the editor '%s' ended with code %s, so nothing is sent".formatted(command, exit));
        }
    }
}
