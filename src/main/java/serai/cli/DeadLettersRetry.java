package serai.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import serai.journal.DeadLetterId;
import serai.journal.Selection;
import serai.journal.store.DeadLetters;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code ./serai dead-letters retry}. */
@Command(name = "retry", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Sends dead letters again. Each stays a dead letter until it is delivered. An event that differs from one "
                + "known (mct-differs-3) is let in beside it, as a record of its own.")
final class DeadLettersRetry extends OperatorCommand {

    private static final Set<String> KEYS = Set.of("destination", "type", "class", "since", "source");

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Such as lrs-1042.")
    private List<String> ids = List.of();

    @Option(names = "--where", paramLabel = "KEY=VALUE", split = ",",
            description = "All of them that this holds for: destination=, type=, class=, since=, source=; separated by commas.")
    private Map<String, String> where = Map.of();

    @Mixin
    private PaceOptions pace;

    @Override
    void work(Workplace workplace) {
        if (ids.isEmpty() == where.isEmpty()) {
            throw new ParameterException(spec().commandLine(), "Which ones? Name ids, or say --where destination=…");
        }
        DeadLetters letters = workplace.desk().deadLetters();
        if (ids.isEmpty()) {
            Selection selection = selection();
            if (selection.destination() != null) {
                workplace.desk().destinations().require(selection.destination());
            }
            tell(pace.isDryRun() ? letters.count(selection) : letters.retry(selection, pace.pace(workplace.clock())), "");
        } else {
            Set<DeadLetterId> named = Ids.of(ids);
            Set<DeadLetterId> sent = pace.isDryRun() ? dead(letters, named)
                    : letters.retry(named, pace.pace(workplace.clock()));
            tell(sent.size(), Ids.without(named, sent, "not dead, or no longer kept"));
        }
    }

    private static Set<DeadLetterId> dead(DeadLetters letters, Set<DeadLetterId> named) {
        return named.stream().filter(id -> letters.get(id).letter().state().equals("dead")).collect(Collectors.toSet());
    }

    private void tell(int count, String rest) {
        out().printf(pace.isDryRun() ? "%d would be sent again%s%n" : "%d to be sent again%s%n", count, rest);
    }

    private Selection selection() {
        where.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw new ParameterException(spec().commandLine(),
                    "--where knows no '%s'; it knows destination, type, class, since, source".formatted(key));
        });
        String since = where.get("since");
        Instant from = since == null ? null : new PointInTime().convert(since);
        return new Selection(where.get("destination"), where.get("type"), where.get("class"), from, where.get("source"));
    }
}
