package serai.cli.operate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import serai.cli.terminal.CountText;
import serai.cli.terminal.PointInTime;
import serai.cli.terminal.Version;
import serai.cli.terminal.VisibleText;
import serai.journal.operations.Replay;
import serai.journal.operations.ReplayRequest;
import serai.journal.operations.ReplayResult;
import serai.journal.operations.RerouteResult;
import serai.settings.known.DeliverySetting;

import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code ./serai replay}. */
@Command(name = "replay", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Sends earlier records to a destination: again, or for the first time if it is new. With --unrouted it asks "
                + "the router again about records that had no destination.")
public final class ReplayCommand extends OperatorCommand {

    @Option(names = "--destination", paramLabel = "NAME", description = "The destination.")
    private @Nullable String destination;

    @Option(names = "--from", paramLabel = "TIME", converter = PointInTime.class,
            description = "Only records received since then: 2026-11-22, 2026-11-22T10:00Z, or how long ago: 2h, 3d.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = PointInTime.class, description = "Only records received before then.")
    private @Nullable Instant to;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only of that type, such as COURSE_COMPLETED.")
    private @Nullable String type;

    @Option(names = "--again", description = "Also send a destination without a key (setting serai.replay.once) what it has had.")
    private boolean again;

    @Option(names = "--unrouted", description = "Ask the router again about each record that had no destination.")
    private boolean unrouted;

    @Mixin
    private RateOptions pace;

    @Override
    protected void work(CommandContext command) throws Exception {
        if (unrouted && destination == null && from == null && to == null && type == null && !again) {
            reroute(command);
        } else if (!unrouted && destination != null && from != null) {
            replay(command, destination, from);
        } else {
            throw new ParameterException(spec().commandLine(),
                    "give --destination NAME --from TIME, or --unrouted alone");
        }
    }

    private void reroute(CommandContext command) throws Exception {
        try (RouterDryRun router = new RouterDryRun(command)) {
            RerouteResult rerouted = command.operations().unrouted().reroute(router::destinations, !pace.isDryRun());
            out().printf(Locale.ROOT, "%s %s%s%n", rerouted.sent(), pace.isDryRun() ? "would be sent on" : "to be sent on",
                    rerouted.staying().isEmpty() ? "" : rerouted.staying().entrySet().stream()
                            .map(staying -> staying.getValue() + " " + VisibleText.inOneLine(staying.getKey()))
                            .collect(Collectors.joining(", ", "; still without a destination: ", "")));
        }
    }

    private void replay(CommandContext command, String name, Instant since) throws Exception {
        if (to != null && !to.isAfter(since)) {
            throw new ParameterException(spec().commandLine(), "--to %s is not after --from %s".formatted(to, since));
        }
        boolean keyed = !command.settings().names(DeliverySetting.REPLAY_ONCE).contains(name);
        ReplayRequest order = new ReplayRequest(name, since, to, type, keyed || again);
        OptionValidator known = new OptionValidator(spec(), command.operations());
        // Records for a mistyped name would wait for ever, because no route reads it.
        known.requireDestination("--destination", name, command.routes().read());
        known.requireType("--type", type);
        Replay replay = command.operations().replay();
        ReplayResult replayed = pace.isDryRun() ? replay.rehearse(order, pace.pace(command.clock()))
                : replay.carryOut(order, pace.pace(command.clock()));
        out().printf(Locale.ROOT, "%s %s: %s for the first time, %s again, %s; %s left alone%s%s%n", replayed.sent(),
                pace.isDryRun() ? "would be sent" : "to be sent", replayed.added(), replayed.again(),
                CountText.of(replayed.retried(), "dead letter"), replayed.skipped(), order.again() || replayed.skipped() == 0 ? ""
                        : " (%s has no key; --again sends what it has had)".formatted(name),
                replayed.unrouted() == 0 ? "" : "; %s unrouted (replay --unrouted asks the router about these)"
                        .formatted(replayed.unrouted()));
    }
}
