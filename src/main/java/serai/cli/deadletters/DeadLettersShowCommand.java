package serai.cli.deadletters;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.operate.OptionValidator;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.TextTable;
import serai.cli.terminal.Version;
import serai.cli.terminal.VisibleText;
import serai.journal.DeadLetterId.Content;
import serai.journal.operations.DeadLetter;
import serai.journal.operations.DeadLetterDetails;
import serai.journal.operations.DeadLetterDetails.FailedAttempt;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.rehearsal.LineDiff;
import serai.sources.servicebus.BrokerDeadLetters;

import java.util.List;
import java.util.Objects;

/** {@code ./serai dead-letters show ID}. */
@Command(name = "show", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows everything about one dead letter: as sent, as received, as a record, as translated, why it failed, and each "
                + "attempt. It prints personal data.")
final class DeadLettersShowCommand extends OperatorCommand {

    @Parameters(paramLabel = "ID", description = "Such as lrs-1042; with --from broker a number.")
    private String id;

    @Option(names = "--from", paramLabel = "SOURCE", description = "'broker' for a message in the broker's dead-letter queue.")
    private @Nullable String from;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    protected void work(CommandContext command) throws Exception {
        if (from != null) {
            OptionValidator.requireBroker(spec(), from);
            showFromBroker(command);
            return;
        }
        DeadLetterDetails details = command.operations().deadLetters().get(DeadLetterIds.of(id));
        String known = command.operations().deadLetters().known(details);
        if (json) {
            out().println(JsonText.indented(DeadLetterJson.all(details, known)));
            return;
        }
        heading(details);
        section("Failed attempts", details.attempts().isEmpty() ? null : attempts(details.attempts()));
        section("Answer", details.answer());
        section("As sent", DeadLetterJson.shown(details.request()));
        section("As received", DeadLetterJson.shown(details.raw()));
        section("As a record", details.record() == null ? null : CanonicalJson.indented(details.record()));
        if (details.letter().id().content() == Content.DIFFERS && details.record() != null) {
            section("As known: what destinations got", known == null
                    ? "(it was purged after its retention; only a digest of it is known)" : CanonicalJson.indented(known));
            section("What differs: - is known, + came later", known == null ? null : differences(known, details.record()));
        }
        section("As edited", details.edited() == null ? null : CanonicalJson.indented(details.edited()));
        section("As translated", isSentAsTranslated(details) ? null : details.translated());
    }

    /** The lines that differ, leaving out the time of receipt and Serai's marks, by which events do not differ. */
    private static String differences(String known, String later) {
        LearningRecord first = CanonicalJson.read(known);
        LearningRecord second = CanonicalJson.read(later).withReceivedAt(first.receivedAt()).withMarks(first.marks());
        return String.join("\n", LineDiff.of(CanonicalJson.indented(known), CanonicalJson.indented(CanonicalJson.write(second))));
    }

    private static boolean isSentAsTranslated(DeadLetterDetails details) {
        return details.request() != null && Objects.equals(details.request().body(), details.translated());
    }

    private void showFromBroker(CommandContext command) throws Exception {
        try (BrokerDeadLetters letters = BrokerConnection.open(command)) {
            new BrokerDeadLetterText(letters, out()).show(DeadLetterIds.atBroker(id), json);
        }
    }

    private void heading(DeadLetterDetails details) {
        DeadLetter letter = details.letter();
        TextTable table = new TextTable(List.of("id", letter.id().toString()));
        row(table, "state", letter.state().word());
        row(table, "type", letter.type());
        row(table, "class", letter.failureClass());
        row(table, "reason", details.reason());
        row(table, "status", letter.status());
        row(table, "attempts", letter.attempts());
        row(table, "mapping", details.mapping());
        row(table, "received", details.receivedAt());
        row(table, "changed", letter.at());
        row(table, "why", details.why());
        table.print(out());
    }

    private static void row(TextTable table, String name, @Nullable Object value) {
        if (value != null) {
            table.add(List.of(name, value.toString()));
        }
    }

    private static String attempts(List<FailedAttempt> attempts) {
        StringBuilder lines = new StringBuilder();
        for (FailedAttempt attempt : attempts) {
            lines.append(lines.isEmpty() ? "" : "\n").append(attempt.at()).append("  ").append(attempt.failureClass())
                    .append("  ").append(VisibleText.inOneLine(attempt.reason()));
            if (attempt.mapping() != null) {
                lines.append("  (mapping ").append(VisibleText.inOneLine(attempt.mapping())).append(')');
            }
        }
        return lines.toString();
    }

    private void section(String title, @Nullable String text) {
        PrintedSection.print(out(), title, text);
    }
}
