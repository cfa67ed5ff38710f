package serai.cli.privacy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.TextTable;
import serai.cli.terminal.Version;
import serai.journal.operations.person.ForgottenPerson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./serai forgotten list}. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists the acts by which people were forgotten: when, why, whether events that come later are kept, and how "
                + "many of them were not kept. Changes nothing.")
final class ForgottenListCommand extends OperatorCommand {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    protected void work(CommandContext command) throws Exception {
        List<ForgottenPerson> all = command.operations().erasure().forgotten().all();
        if (json) {
            out().println(JsonText.indented(all.stream().map(ForgottenListCommand::line).toList()));
        } else if (all.isEmpty()) {
            out().println("There are none.");
        } else {
            TextTable table = new TextTable(List.of("nr", "time", "later events", "counted", "the last at", "why"));
            all.forEach(one -> table.add(List.of("" + one.nr(), one.at().toString(), one.later() ? "not kept" : "kept",
                    "" + one.events(), one.lastAt() == null ? "-" : one.lastAt().toString(), one.why())));
            table.print(out());
        }
    }

    private static Map<String, Object> line(ForgottenPerson one) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("nr", one.nr());
        line.put("at", one.at().toString());
        line.put("later", one.later());
        line.put("events", one.events());
        line.put("lastAt", one.lastAt() == null ? null : one.lastAt().toString());
        line.put("why", one.why());
        return line;
    }
}
