package serai.cli.deadletters;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.TextTable;
import serai.cli.terminal.Version;
import serai.journal.operations.DeadLetter;
import serai.sources.servicebus.BrokerDeadLetters;

import java.util.ArrayList;
import java.util.List;

/** {@code ./serai dead-letters list}. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists what was not delivered: ids and reasons, no names of people. 'dead' waits for your decision, 'held' "
                + "is tried again by itself while other records go on, 'requeued' is sent again at its destination's next attempt.")
final class DeadLettersListCommand extends OperatorCommand {

    @Mixin
    private FilterOptions selection;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    protected void work(CommandContext command) throws Exception {
        if (selection.isOfBroker()) {
            try (BrokerDeadLetters letters = BrokerConnection.open(command)) {
                selection.listFromBroker(new BrokerDeadLetterText(letters, out()), json);
            }
            return;
        }
        List<DeadLetter> letters = new ArrayList<>();
        selection.each(command.operations(), command.settings(), letters::add);
        if (json) {
            out().println(JsonText.indented(letters.stream().map(DeadLetterJson::line).toList()));
        } else if (letters.isEmpty()) {
            out().println("There are none.");
        } else {
            (selection.isOfWebhook() ? bodies(letters) : selection.isOfSource() ? events(letters) : records(letters)).print(out());
        }
    }

    private static TextTable bodies(List<DeadLetter> letters) {
        TextTable table = new TextTable(List.of("id", "time", "reason"));
        letters.forEach(letter -> table.add(List.of(letter.id().toString(), letter.at().toString(), orDash(letter.reason()))));
        return table;
    }

    private static TextTable events(List<DeadLetter> letters) {
        TextTable table = new TextTable(List.of("id", "time", "type", "reason"));
        letters.forEach(letter -> table.add(List.of(letter.id().toString(), letter.at().toString(), orDash(letter.type()),
                letter.reason() == null ? "sent before with other content" : letter.reason())));
        return table;
    }

    private static TextTable records(List<DeadLetter> letters) {
        TextTable table = new TextTable(List.of("id", "state", "type", "class", "status", "attempts", "time"));
        letters.forEach(letter -> table.add(List.of(letter.id().toString(), letter.state().word(), orDash(letter.type()),
                orDash(letter.failureClass()), orDash(letter.status()), "" + letter.attempts(), letter.at().toString())));
        return table;
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
