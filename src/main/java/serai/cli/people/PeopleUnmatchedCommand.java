package serai.cli.people;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.TextTable;
import serai.cli.terminal.Version;
import serai.journal.operations.people.WaitingLearner;
import serai.model.FailureText;
import serai.model.Learner;
import serai.people.CandidateSearch;
import serai.people.CandidateSearch.Candidate;
import serai.people.PeopleSettings;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code ./serai people unmatched}. */
@Command(name = "unmatched", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists the learners whose records wait because no person is known for them, those with the most records "
                + "first, and who they could be. Changes nothing. The table has ids only; --json has names and addresses.")
final class PeopleUnmatchedCommand extends OperatorCommand {

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50",
            description = "How many learners to list. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print JSON, with personal data.")
    private boolean json;

    @Override
    protected void work(CommandContext command) throws Exception {
        List<WaitingLearner> all = command.operations().unmatched().learners(damaged -> warn(String.valueOf(damaged.getMessage())));
        List<WaitingLearner> listed = all.stream().limit(limit).toList();
        Map<Learner, List<Candidate>> candidates = candidates(command, listed);
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("waiting", listed.stream().map(one -> line(one, found(candidates, one))).toList());
            told.put("leftOff", all.size() - listed.size());
            out().println(JsonText.indented(told));
        } else if (listed.isEmpty()) {
            out().println("There are none.");
        } else {
            TextTable table = new TextTable(List.of("learner", "records", "since", "destinations", "could be"));
            listed.forEach(one -> table.add(List.of(one.name(), "" + one.records(), one.since().toString(),
                    String.join(", ", one.destinations()), found(candidates, one).stream()
                            .map(found -> "%s (%s)".formatted(found.person(), String.join(", ", found.words())))
                            .collect(Collectors.joining("; ")))));
            table.print(out());
            out().printf(Locale.ROOT, "%n%s records of %s learners wait%n",
                    all.stream().mapToLong(WaitingLearner::records).sum(), all.size());
        }
    }

    /** Who the learners could be; empty if the directory can't be read, so that the learners are listed all the same. */
    private Map<Learner, List<Candidate>> candidates(CommandContext command, List<WaitingLearner> listed) {
        if (!PeopleSettings.isOn(command.settings())) {
            return Map.of();
        }
        try {
            return CandidateSearch.of(PeopleSettings.source(command.settings(), Clock.systemUTC()),
                    listed.stream().map(WaitingLearner::learner).toList());
        } catch (IOException e) {
            warn("The directory of people (serai.people) can't be read, so nobody is told who they could be: "
                    + FailureText.firstLine(e));
            return Map.of();
        }
    }

    private void warn(String line) {
        PrintWriter err = spec().commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private static Collection<Candidate> found(Map<Learner, List<Candidate>> candidates, WaitingLearner one) {
        return candidates.getOrDefault(one.learner(), List.of());
    }

    private static Map<String, Object> line(WaitingLearner one, Collection<Candidate> candidates) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("learner", one.name());
        line.put("firstName", one.learner().firstName());
        line.put("lastName", one.learner().lastName());
        line.put("contact", one.learner().contact());
        line.put("records", one.records());
        line.put("since", one.since().toString());
        line.put("destinations", List.copyOf(one.destinations()));
        line.put("candidates",
                candidates.stream().map(found -> Map.of("person", found.person(), "reasons", found.words())).toList());
        return line;
    }
}
