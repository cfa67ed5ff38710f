package serai.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.journal.DeadLetter;
import serai.journal.Dossier;
import serai.journal.Dossier.FailedAttempt;
import serai.model.CanonicalJson;
import serai.sources.BrokerDeadLetters;

import java.io.PrintWriter;
import java.util.List;

/** {@code ./serai dead-letters show ID}. */
@Command(name = "show", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows everything about one: as received, as a record, as translated, why it failed, and each attempt. "
                + "Personal data is printed.")
final class DeadLettersShow extends OperatorCommand {

    @Parameters(paramLabel = "ID", description = "Such as lrs-1042; with --from broker a number.")
    private String id;

    @Option(names = "--from", paramLabel = "SOURCE", description = "'broker' for a message in the broker's dead-letter queue.")
    private String from;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    void work(Workplace workplace) throws Exception {
        if (from != null) {
            showFromBroker(workplace);
            return;
        }
        Dossier dossier = workplace.desk().deadLetters().get(Ids.of(id));
        if (json) {
            out().println(JsonText.indented(DossierJson.all(dossier)));
            return;
        }
        heading(dossier);
        section("Failed attempts", dossier.attempts().isEmpty() ? null : attempts(dossier.attempts()));
        section("Answer", dossier.answer());
        section("As received", DossierJson.shown(dossier.raw()));
        section("As a record", dossier.record() == null ? null : CanonicalJson.indented(dossier.record()));
        section("As edited", dossier.edited() == null ? null : CanonicalJson.indented(dossier.edited()));
        section("As translated", dossier.translated());
    }

    private void showFromBroker(Workplace workplace) throws Exception {
        Known.requireBroker(spec(), from);
        try (BrokerDeadLetters letters = BrokerDesk.open(workplace)) {
            new BrokerLetters(letters, out()).show(Ids.atBroker(id), json);
        }
    }

    private void heading(Dossier dossier) {
        DeadLetter letter = dossier.letter();
        Table table = new Table(List.of("id", letter.id().toString()));
        row(table, "state", letter.state());
        row(table, "type", letter.type());
        row(table, "class", letter.failureClass());
        row(table, "reason", dossier.reason());
        row(table, "status", letter.status());
        row(table, "attempts", letter.attempts());
        row(table, "mapping", dossier.mapping());
        row(table, "received", dossier.receivedAt());
        row(table, "changed", letter.at());
        row(table, "why", dossier.why());
        table.print(out());
    }

    private static void row(Table table, String name, Object value) {
        if (value != null) {
            table.add(List.of(name, value.toString()));
        }
    }

    private static String attempts(List<FailedAttempt> attempts) {
        StringBuilder lines = new StringBuilder();
        for (FailedAttempt attempt : attempts) {
            lines.append(lines.isEmpty() ? "" : "\n").append(attempt.at()).append("  ").append(attempt.failureClass())
                    .append("  ").append(Visible.inOneLine(attempt.reason()));
            if (attempt.mapping() != null) {
                lines.append("  (mapping ").append(Visible.inOneLine(attempt.mapping())).append(')');
            }
        }
        return lines.toString();
    }

    private void section(String title, String text) {
        section(out(), title, text);
    }

    /** @param text null for none, and no section */
    static void section(PrintWriter out, String title, String text) {
        if (text != null) {
            out.println();
            out.println(title);
            text.lines().forEach(line -> out.println("  " + line));
        }
    }
}
