package serai.cli.operate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;
import serai.cli.terminal.Logging;
import serai.cli.terminal.TextTable;
import serai.journal.Balance;
import serai.journal.DestinationCondition;
import serai.journal.DestinationReport;
import serai.journal.DestinationState;
import serai.journal.SourceReport;
import serai.journal.UnkeptReport;
import serai.journal.operations.Destinations;
import serai.journal.operations.InstanceReport;
import serai.settings.known.JournalSetting;
import serai.settings.known.RuntimeSetting;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import static serai.installation.Installation.SERAI;

/** The state of sources and destinations, as {@code status --json} prints it. It has no names of people. */
record StatusReport(RunningProcess serai, Map<String, Source> sources, @JsonIgnore UnpurgedLimits left, List<Unkept> unkept,
        Map<String, Destination> destinations) {

    /** The state of a destination that no route names any more. */
    private static final String REMOVED = DestinationCondition.REMOVED.word();
    private static final String STALLED = DestinationCondition.STALLED.word();
    /** The state of a destination whose records wait for the end of their period. */
    private static final String GATHERING = DestinationCondition.GATHERING.word();

    /** A source. {@code differsOpen}: events of {@code differs} that no operator has decided about. */
    @JsonPropertyOrder({"accepted", "duplicates", "differs", "differsOpen", "rejected", "filtered", "differsForgotten", "left"})
    record Source(long accepted, long duplicates, long differs, long differsOpen, long rejected, long filtered,
            long differsForgotten,
            LeftBytes left) {

        static Source of(SourceReport report) {
            return new Source(report.counts().accepted(), report.counts().duplicates(), report.counts().differing(),
                    report.open(), report.counts().rejected(), report.counts().filtered(), report.forgotten(),
                    new LeftBytes(report.left().unrouted(), report.left().deadLetters(), report.left().differing()));
        }
    }

    /** Bytes of a source's events in the journal that are purged only if a retention is set for them. */
    @JsonPropertyOrder({"unroutedBytes", "deadLettersBytes", "differsBytes"})
    record LeftBytes(long unroutedBytes, long deadLettersBytes, long differsBytes) {

        private static final int ALL = 100;

        /** @param max the source's limit; 0 for none */
        String told(String source, long max) {
            long bytes = unroutedBytes + deadLettersBytes + differsBytes;
            String share = max == 0 ? "no bound" : bytes >= max ? "its whole share, so its events are refused (503)"
                    : "%s %% of its share".formatted(bytes * ALL / max);
            return ("From %s, waiting for an operator: %s bytes of unrouted events, %s of dead letters, %s of differing events; "
                    + "%s").formatted(source, unroutedBytes, deadLettersBytes, differsBytes, share);
        }

        boolean isNothing() {
            return unroutedBytes + deadLettersBytes + differsBytes == 0;
        }
    }

    /** Events of one type that were not acknowledged because a route names no destination for them. */
    @JsonPropertyOrder({"source", "type", "route", "count", "lastAt"})
    record Unkept(String source, String type, String route, long count, String lastAt) {

        static Unkept of(UnkeptReport report) {
            return new Unkept(report.source(), report.type(), report.route(), report.count(), report.lastAt().toString());
        }

        String told() {
            return ("Not acknowledged: %s of %s of type %s, the last at %s; route %s neither names a destination for them nor "
                    + "filters them out (process: {ref: filtered}), or a step of it fails; the log says which. Correct it, reload or "
                    + "restart Serai, and take them in: " + SERAI + " dead-letters list --from webhook, and --from broker")
                    .formatted(count == 1 ? "1 event" : count + " events", source, type, lastAt, route);
        }
    }

    /** A destination. {@code leftOut}: of the delivered records, those that its route has sent nowhere. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"state", "until", "because", "routed", "delivered", "pending", "deadLettered", "dropped",
            "leftOut", "held", "unmatched", "lagRecords", "lagSeconds", "oldestPending", "oldestPendingReceivedAt"})
    record Destination(String state, @Nullable String until, @Nullable String because, long routed, long delivered, long pending,
            long deadLettered, long dropped, long leftOut, int held, int unmatched, long lagRecords, long lagSeconds,
            @Nullable Long oldestPending,
            @Nullable String oldestPendingReceivedAt) {

        /** @param elsewhere whether another instance delivers to it */
        static Destination of(DestinationReport report, boolean isNamed, RunningProcess life, boolean elsewhere, Instant now) {
            Balance balance = report.balance();
            DestinationState stored = report.state();
            Instant oldest = report.oldestArrived();
            String stalled = life.stalled().get("destination " + report.name());
            Instant waitsUntil = life.waiting().get(report.name());
            String state = DestinationCondition.of(report, isNamed, life.running() || elsewhere, stalled != null,
                    waitsUntil != null).word();
            boolean waits = state.equals(GATHERING);
            return new Destination(state,
                    waits ? String.valueOf(waitsUntil)
                            : stored.isTroubled() && stored.nextAttempt() != null ? stored.nextAttempt().toString() : null,
                    state.equals(STALLED) ? stalled : because(stored), balance.routed(), balance.delivered(), balance.pending(),
                    balance.deadLettered(),
                    balance.dropped(), report.leftOut(), report.held(), report.unmatched(), balance.pending(),
                    oldest == null || waits ? 0 : Math.max(0, Duration.between(oldest, now).toSeconds()),
                    oldest == null ? null : report.oldest(), oldest == null ? null : oldest.toString());
        }

        private static @Nullable String because(DestinationState stored) {
            return stored.stopped() == null ? stored.failure()
                    : stored.failure() == null ? stored.stopped().word()
                            : stored.stopped().word() + ": " + stored.failure();
        }

        /** Whether no route names the destination any more, and it has neither pending records nor dead letters. */
        boolean isHistory() {
            return state.equals(REMOVED) && pending == 0 && deadLettered == 0;
        }

        private DestinationCondition condition() {
            return DestinationCondition.valueOf(state.toUpperCase(Locale.ROOT).replace(' ', '_'));
        }

        /** The state in words for people. */
        String told() {
            return switch (condition()) {
                case STOPPED -> "stopped because %s; next attempt at %s".formatted(because, until == null ? "once" : until);
                case STALLED -> "stalled: " + because;
                case NOT_RUNNING -> pending > 0 ? "no Serai delivers to it; its records wait" : "no Serai delivers to it";
                case GATHERING -> "waits until %s, the end of its period".formatted(until);
                case WAITING -> "waiting until %s because %s".formatted(until == null ? "now" : until, because);
                case REMOVED -> pending > 0 ? "removed, with records pending; put its route back, or drop them (" + SERAI + " "
                        + "destinations drop)"
                        : isHistory() ? state
                                : "removed; drop its dead letters, or put its route back and retry them";
                case KEPT ->
                    pending == 0 ? state : "kept; see " + SERAI + " dead-letters list --from unrouted; once the router names "
                            + "a destination: " + SERAI + " replay --unrouted";
                default -> state;
            };
        }
    }

    static StatusReport of(CommandContext command) {
        Destinations destinations = command.operations().destinations();
        Instant now = command.clock().instant();
        Predicate<String> isNamed = named(command);
        RunningProcess life = RunningProcess.of(command.settings().path(RuntimeSetting.DATA), now);
        Map<String, Source> sources = new LinkedHashMap<>();
        destinations.sources().forEach(source -> sources.put(source.name(), Source.of(source)));
        Map<String, Destination> reports = new LinkedHashMap<>();
        Set<String> elsewhere = deliveredToByInstances(command);
        destinations.reports().forEach(report -> reports.put(report.name(),
                Destination.of(report, isNamed.test(report.name()), life, elsewhere.contains(report.name()), now)));
        return new StatusReport(life, sources, UnpurgedLimits.of(command.settings()),
                destinations.unkept().stream().map(Unkept::of).toList(), reports);
    }

    /** The destinations to which an instance delivers that lives; none where the journal is a file. */
    private static Set<String> deliveredToByInstances(CommandContext command) {
        return command.settings().text(JournalSetting.URL).isEmpty() ? Set.of()
                : command.operations().instances().stream().filter(InstanceReport::lives)
                        .flatMap(instance -> instance.leases().stream()).collect(Collectors.toSet());
    }

    /**
     * Whether a route names a destination. If the routes can't be read, every name counts, so that the status command does not
     * fail.
     */
    private static Predicate<String> named(CommandContext command) {
        try {
            return command.routes()::name;
        } catch (Exception e) {
            Logging.debug(e);
            return name -> true;
        }
    }

    /** Prints the report; of destinations that are history, only the names. */
    void print(PrintWriter out) {
        Map<String, Destination> current = new LinkedHashMap<>(destinations);
        current.values().removeIf(Destination::isHistory);
        new StatusReport(serai, sources, left, unkept, current).printAll(out);
        Set<String> history = new TreeSet<>(destinations.keySet());
        history.removeAll(current.keySet());
        if (!history.isEmpty()) {
            out.printf(Locale.ROOT, "%nRemoved, with nothing pending: %s%n", String.join(", ", history));
        }
    }

    private void printAll(PrintWriter out) {
        serai.print(out);
        TextTable sourceTable =
                new TextTable(List.of("source", "accepted", "duplicates", "differs", "open", "rejected", "filtered"));
        sources.forEach((name, one) -> sourceTable.add(List.of(name, "" + one.accepted, "" + one.duplicates, "" + one.differs,
                "" + one.differsOpen, "" + one.rejected, "" + one.filtered)));
        sourceTable.print(out);
        unkept.forEach(one -> out.println(one.told()));
        sources.forEach((name, one) -> {
            if (!one.left.isNothing()) {
                out.println(one.left.told(name, left.maxBytes()) + left.told());
            }
        });
        out.println();
        TextTable balanceTable = new TextTable(List.of("destination", "routed", "delivered", "pending", "dead lettered", "dropped",
                "left out", "held", "unmatched", "lag", "oldest pending"));
        destinations.forEach((name, one) -> balanceTable.add(List.of(name, "" + one.routed, "" + one.delivered,
                "" + one.pending, "" + one.deadLettered, "" + one.dropped, "" + one.leftOut, "" + one.held, "" + one.unmatched,
                one.lagSeconds + " s",
                one.oldestPending == null ? "-" : one.oldestPending + ", " + one.oldestPendingReceivedAt)));
        balanceTable.print(out);
        out.println();
        printStates(out);
    }

    void printStates(PrintWriter out) {
        TextTable table = new TextTable(List.of("destination", "state"));
        destinations.forEach((name, one) -> table.add(List.of(name, one.told())));
        table.print(out);
    }
}
