package serai.cli.deadletters;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.operate.OptionValidator;
import serai.cli.operate.RateOptions;
import serai.cli.terminal.PointInTime;
import serai.cli.terminal.Version;
import serai.journal.DeadLetterId;
import serai.journal.operations.DeadLetterFilter;
import serai.journal.operations.DeadLetters;
import serai.sources.servicebus.BrokerDeadLetters;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code ./serai dead-letters retry}. */
@Command(name = "retry", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Sends dead letters again. Each stays a dead letter until it is delivered. An event that differs from a "
                + "known one (mct-differs-3) is let in beside it, as a record of its own. A body that the webhook refused "
                + "(praesidium-rejected-1) is taken in if it can be now.")
final class DeadLettersRetryCommand extends OperatorCommand {

    private static final Set<String> KEYS = Set.of("destination", "type", "class", "since", "source");

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Such as lrs-1042; with --from broker numbers.")
    private List<String> ids = List.of();

    @Option(names = "--from", paramLabel = "SOURCE", description = "'broker' for messages in the broker's dead-letter queue: they "
            + "are taken in as the source does it, then completed there.")
    private @Nullable String from;

    @Option(names = "--all", description = "With --from broker: all messages that are there now.")
    private boolean all;

    @Option(names = "--where", paramLabel = "KEY=VALUE", split = ",",
            description = "All that match each of: destination=, type=, class=, since=, source=; separated by commas.")
    private Map<String, String> where = Map.of();

    @Mixin
    private RateOptions pace;

    @Override
    protected void work(CommandContext command) throws Exception {
        if (from != null || all) {
            retryFromBroker(command);
            return;
        }
        if (ids.isEmpty() == where.isEmpty()) {
            throw new ParameterException(spec().commandLine(), "give either ids, or --where destination=…");
        }
        DeadLetters letters = command.operations().deadLetters();
        if (ids.isEmpty()) {
            DeadLetterFilter selection = selection();
            OptionValidator known = new OptionValidator(spec(), command.operations());
            known.requireDestination("--where destination", selection.destination(), List.of());
            known.requireClass("--where class", selection.failureClass());
            known.requireSource("--where source", selection.source());
            tell(pace.isDryRun() ? letters.count(selection) : letters.retry(selection, pace.pace(command.clock())), "");
        } else {
            Set<DeadLetterId> named = DeadLetterIds.of(ids);
            if (!pace.isDryRun() && named.stream().allMatch(id -> id.content() == DeadLetterId.Content.REJECTED)) {
                new RejectedRetry(command, out()).carryOut(named, Map.of());
                return;
            }
            Set<DeadLetterId> sent = pace.isDryRun() ? letters.sendable(named)
                    : letters.retry(named, pace.pace(command.clock()));
            tell(sent.size(), DeadLetterIds.leftAlone(named, sent, letters));
        }
    }

    private void retryFromBroker(CommandContext command) throws Exception {
        if (from == null) {
            throw new ParameterException(spec().commandLine(), "--all works with --from broker only; give ids, or --where "
                    + "destination=…");
        }
        OptionValidator.requireBroker(spec(), from);
        if (ids.isEmpty() != all || !where.isEmpty() || pace.hasRate()) {
            throw new ParameterException(spec().commandLine(), "with --from broker give either numbers, or --all; --where and "
                    + "--rate don't work with it");
        }
        try (BrokerDeadLetters letters = BrokerConnection.open(command)) {
            BrokerRetry retry = new BrokerRetry(command, letters, out());
            Set<Long> numbers = all ? retry.all() : retry.named(DeadLetterIds.atBroker(ids));
            if (pace.isDryRun()) {
                retry.rehearse(numbers);
            } else {
                retry.carryOut(numbers);
            }
        }
    }

    private void tell(int count, String rest) {
        out().printf(Locale.ROOT, pace.isDryRun() ? "%s would be sent again%s%n" : "%s to be sent again%s%n", count, rest);
    }

    private Instant time(String since) {
        try {
            return new PointInTime().convert(since);
        } catch (TypeConversionException e) {
            throw new ParameterException(spec().commandLine(), "--where since: " + e.getMessage());
        }
    }

    private DeadLetterFilter selection() {
        where.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw new ParameterException(spec().commandLine(),
                    "--where has no key '%s'; its keys are destination, type, class, since, source".formatted(key));
        });
        String since = where.get("since");
        Instant from = since == null ? null : time(since);
        return new DeadLetterFilter(where.get("destination"), where.get("type"), where.get("class"), from, where.get("source"));
    }
}
