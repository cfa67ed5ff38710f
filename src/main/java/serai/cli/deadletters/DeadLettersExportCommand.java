package serai.cli.deadletters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.Version;
import serai.files.OwnersFile;
import serai.journal.operations.DeadLetters;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** {@code ./serai dead-letters export FILE}. */
@Command(name = "export", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Writes everything about dead letters to a new file that only its owner can read, one line of JSON for each.")
final class DeadLettersExportCommand extends OperatorCommand {

    @Parameters(paramLabel = "FILE", description = "The file; it must not exist yet.")
    private Path file;

    @Mixin
    private FilterOptions selection;

    private int lines;

    @Override
    protected void work(CommandContext command) throws Exception {
        DeadLetters letters = command.operations().deadLetters();
        selection.each(command.operations(), command.settings(), letter -> {}); // checks the filter first, so that a wrong one makes no file
        try (BufferedWriter writer =
                new BufferedWriter(new OutputStreamWriter(OwnersFile.writeTo(OwnersFile.make(file)), StandardCharsets.UTF_8))) {
            selection.each(command.operations(), command.settings(), letter -> letters.find(letter.id()).ifPresent(details -> {
                try {
                    writer.write(JsonText.inOneLine(DeadLetterJson.all(details)));
                    writer.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException("%s can't be written to".formatted(file), e);
                }
                lines++;
            }));
        }
        out().printf(Locale.ROOT, "%s in %s%n", lines, file);
    }
}
