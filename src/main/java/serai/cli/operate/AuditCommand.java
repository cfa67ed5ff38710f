package serai.cli.operate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.TextTable;
import serai.cli.terminal.Version;
import serai.journal.operations.audit.AuditLog;
import serai.journal.operations.audit.AuditLogEntry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./serai audit}. */
@Command(name = "audit", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Prints what operators did, when, to what, and who: the newest first. With --json all of it, the oldest first, a "
                + "line for each.")
public final class AuditCommand extends OperatorCommand {

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50",
            description = "How many rows the table has. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print JSON, all acts, one line for each.")
    private boolean json;

    @Override
    protected void work(CommandContext command) throws Exception {
        AuditLog audit = command.operations().audit();
        if (json) {
            audit.each(entry -> out().println(line(entry)));
            return;
        }
        List<AuditLogEntry> entries = audit.before(AuditLog.NEWEST, limit);
        if (entries.isEmpty()) {
            out().println("There are none.");
            return;
        }
        TextTable table = new TextTable(List.of("time", "who", "what", "records", "to what", "why"));
        entries.forEach(entry -> table.add(List.of(entry.at().toString(), entry.actor(), entry.act(), "" + entry.count(),
                entry.subject(), entry.why() == null ? "-" : entry.why())));
        table.print(out());
    }

    private static String line(AuditLogEntry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("nr", entry.nr());
        line.put("at", entry.at().toString());
        line.put("actor", entry.actor());
        line.put("act", entry.act());
        line.put("subject", entry.subject());
        line.put("count", entry.count());
        line.put("why", entry.why());
        return JsonText.line(line);
    }
}
