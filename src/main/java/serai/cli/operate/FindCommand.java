package serai.cli.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.PointInTime;
import serai.cli.terminal.TextTable;
import serai.cli.terminal.Version;
import serai.journal.operations.search.FoundRecord;
import serai.journal.operations.search.RecordQuery;
import serai.journal.operations.search.SearchResult;
import serai.model.CanonicalJson;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@code ./serai find}. */
@Command(name = "find", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Finds records, the newest first, and says where each of them is. Changes nothing; Serai may run meanwhile. The "
                + "table has no personal data, --json has the records.")
public final class FindCommand extends OperatorCommand {

    @Option(names = "--id", paramLabel = "UUID", description = "The record's id.")
    private @Nullable UUID id;

    @Option(names = "--learner", paramLabel = "ID",
            description = "The platform's id of the learner, the client's own, or the contact, in full.")
    private @Nullable String learner;

    @Option(names = "--course", paramLabel = "TEXT", description = "The id of the course, or a part of its title.")
    private @Nullable String course;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only of that type, such as COURSE_COMPLETED.")
    private @Nullable String type;

    @Option(names = "--source", paramLabel = "NAME", description = "Only of that source.")
    private @Nullable String source;

    @Option(names = "--from", paramLabel = "TIME", converter = PointInTime.class,
            description = "Only records received since then: 2026-11-22, 2026-11-22T10:00Z, or how long ago: 2h, 3d.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = PointInTime.class, description = "Only records received before then.")
    private @Nullable Instant to;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50",
            description = "How many to find at the most, up to 1000. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print the records as JSON. It prints personal data.")
    private boolean json;

    @Override
    protected void work(CommandContext command) throws Exception {
        RecordQuery query = new RecordQuery(id, learner, course, type, source, from, to, RecordQuery.NEWEST, limit);
        List<FoundRecord> found = new ArrayList<>();
        SearchResult result = command.operations().search().find(query);
        found.addAll(result.records());
        while (result.goesOn() && found.size() < limit) { // each look reads a bounded part of the journal
            result = command.operations().search()
                    .find(new RecordQuery(id, learner, course, type, source, from, to, result.before(),
                            limit - found.size()));
            found.addAll(result.records());
        }
        if (json) {
            List<Map<String, Object>> lines = new ArrayList<>();
            for (FoundRecord one : found) {
                lines.add(line(one));
            }
            out().println(JsonText.indented(lines));
        } else if (found.isEmpty()) {
            out().println("There are none.");
        } else {
            table(found).print(out());
            if (result.goesOn()) {
                out().printf(Locale.ROOT, "%nThere may be older ones: --limit, or --to %s%n",
                        found.get(found.size() - 1).record().receivedAt());
            }
        }
    }

    private static TextTable table(List<FoundRecord> found) {
        TextTable table = new TextTable(List.of("seq", "received", "type", "source", "id", "destinations"));
        found.forEach(one -> table.add(List.of("" + one.seq(), one.record().receivedAt().toString(), one.record().type(),
                one.record().source(), one.record().id().toString(), one.destinations().entrySet().stream()
                        .map(at -> at.getKey() + ": " + at.getValue().word()).collect(Collectors.joining(", ")))));
        return table;
    }

    private static Map<String, Object> line(FoundRecord one) throws JsonProcessingException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("seq", one.seq());
        Map<String, String> states = new LinkedHashMap<>();
        one.destinations().forEach((name, state) -> states.put(name, state.word()));
        line.put("destinations", states);
        line.put("record", JsonText.tree(new String(CanonicalJson.bytes(one.record()), StandardCharsets.UTF_8)));
        return line;
    }
}
