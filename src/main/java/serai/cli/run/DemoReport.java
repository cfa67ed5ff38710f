package serai.cli.run;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import serai.cli.terminal.TextTable;
import serai.journal.Balance;
import serai.journal.DeliveryTrace;
import serai.journal.DestinationReport;
import serai.journal.JournalReport;
import serai.journal.RecordState;
import serai.model.EventType;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The destinations that each event has reached, and the balance of each destination, as {@code --json} prints them. */
record DemoReport(List<Event> events, Map<String, Books> balance) {

    private static final int EVENTS_MAX = 1_000;

    /** One event. */
    @JsonPropertyOrder({"id", "platform", "type", "occurredAt", "destinations"})
    record Event(String id, String platform, String type, String occurredAt, Map<String, String> destinations) {

        static Event of(DeliveryTrace where) {
            Map<String, String> destinations = new TreeMap<>();
            where.destinations().forEach((name, state) -> destinations.put(name, state.word()));
            return new Event(where.record().id().toString(), where.record().platform().title(), where.record().type(),
                    String.valueOf(where.record().occurredAt()), destinations);
        }
    }

    /** A balance in its printed form. */
    @JsonPropertyOrder({"routed", "delivered", "pending", "deadLettered", "dropped"})
    record Books(long routed, long delivered, long pending, long deadLettered, long dropped) {

        static Books of(DestinationReport report) {
            Balance balance = report.balance();
            return new Books(balance.routed(), balance.delivered(), balance.pending(), balance.deadLettered(),
                    balance.dropped());
        }
    }

    static DemoReport of(JournalReport journal) {
        Map<String, Books> balance = new TreeMap<>();
        journal.destinations().forEach(report -> balance.put(report.name(), Books.of(report)));
        return new DemoReport(journal.traces(0, EVENTS_MAX).stream()
                .sorted(Comparator.comparing(DemoReport::occurredAt, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(DemoReport::type, Comparator.nullsLast(Comparator.naturalOrder())))
                .map(Event::of).toList(), balance);
    }

    private static @Nullable Instant occurredAt(DeliveryTrace where) {
        return where.record().occurredAt();
    }

    /** Sorts events of the same instant in the order in which they happen to a learner. */
    private static @Nullable EventType type(DeliveryTrace where) {
        return EventType.named(where.record().type()).orElse(null);
    }

    /** Whether there are events, and each has reached all of its destinations. */
    boolean isDelivered() {
        return !events.isEmpty() && events.stream().flatMap(event -> event.destinations().values().stream())
                .allMatch(RecordState.DELIVERED.word()::equals);
    }

    void print(PrintWriter out, boolean json) throws JsonProcessingException {
        if (json) {
            out.println(JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(this));
        } else {
            TextTable events = eventTable();
            events.print(out);
            out.println();
            balanceTable().print(out);
            out.println();
        }
        out.flush();
    }

    private TextTable eventTable() {
        SortedSet<String> names = new TreeSet<>(balance.keySet());
        List<String> heading = new ArrayList<>(List.of("platform", "event", "happened"));
        heading.addAll(names);
        TextTable table = new TextTable(heading);
        for (Event event : events) {
            List<String> row = new ArrayList<>(List.of(event.platform(), event.type(), event.occurredAt()));
            names.forEach(name -> row.add(event.destinations().getOrDefault(name, "-")));
            table.add(row);
        }
        return table;
    }

    private TextTable balanceTable() {
        TextTable table = new TextTable(List.of("destination", "routed", "delivered", "pending", "dead lettered", "dropped"));
        balance.forEach((name, books) -> table.add(List.of(name, "" + books.routed, "" + books.delivered,
                "" + books.pending, "" + books.deadLettered, "" + books.dropped)));
        return table;
    }
}
