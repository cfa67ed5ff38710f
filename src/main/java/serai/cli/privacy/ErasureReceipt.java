package serai.cli.privacy;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import serai.cli.terminal.CountText;
import serai.journal.operations.person.ErasureCounts;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The result of an act of forgetting, where and when; it has nothing of the person.
 *
 * @param act     its number
 * @param at      when it ended
 * @param why     the operator's reason
 * @param later   whether events that come later are counted and not kept
 * @param erased  what was erased in the journal; null if nothing was, since a destination has to be asked again before
 * @param deleted by destination, how many rows it has deleted
 * @param failed  by destination, why it has not deleted everything
 * @param byHand  the destinations that have been given more than they have deleted
 * @param isEmpty whether the journal's log has nothing of the person any more
 */
record ErasureReceipt(long act, Instant at, String why, boolean later, @Nullable ErasureCounts erased, Map<String, Long> deleted,
        Map<String, String> failed, Map<String, Kept> byHand, boolean isEmpty) {

    /**
     * What a destination may still have.
     *
     * @param given   how many records it has been given before
     * @param deleted how many rows it has deleted of that; null if it can't delete
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Kept(long given, @Nullable Long deleted) {

        private String told() {
            return deleted == null ? CountText.of(given, "record")
                    : "%s given, and %s deleted".formatted(CountText.of(given, "record"), CountText.of(deleted, "row"));
        }

        private String listed() {
            return deleted == null ? Long.toString(given) : "%s, deleted %s".formatted(given, deleted);
        }
    }

    /**
     * @param first  what the destinations have deleted before the journal was erased
     * @param second what they have deleted after that; none if it was not
     */
    static ErasureReceipt of(long act, Instant at, String why, boolean later, @Nullable ErasureCounts erased,
            List<DestinationErasure.Result> first, List<DestinationErasure.Result> second, boolean isEmpty) {
        Map<String, Long> deleted = new TreeMap<>();
        Map<String, String> failed = new TreeMap<>();
        first.forEach(result -> deleted.merge(result.destination(), result.rows(), Long::sum));
        second.forEach(result -> deleted.merge(result.destination(), result.rows(), Long::sum));
        (erased == null ? first : second).forEach(result -> {
            if (result.failure() != null) {
                failed.put(result.destination(), told(result, erased == null));
            }
        });
        Map<String, Kept> byHand = new TreeMap<>();
        (erased == null ? Map.<String, Long>of() : erased.delivered()).forEach((name, given) -> {
            Long rows = deleted.get(name);
            if (rows == null || rows < given) { // fewer rows than records: it may know the person by another name, too
                byHand.put(name, new Kept(given, rows));
            }
        });
        return new ErasureReceipt(act, at, why, later, erased, deleted, failed, byHand, isEmpty);
    }

    private static String told(DestinationErasure.Result result, boolean isKept) {
        String remedy = isKept ? result.needsTheJournal()
                ? "run the command again; nothing was erased in the journal, since its records tell the destination what to delete"
                : "run the command again"
                : !result.ids().isEmpty() ? "void or delete there by hand, as the journal does not know them any more: "
                        + result.ids().stream().map(UUID::toString).collect(Collectors.joining(" "))
                        : "run the command again with the platform and its id, such as mct:13273: the journal does not know the "
                                + "person any more";
        return "%s. Correct the cause, and %s".formatted(result.failure(), remedy);
    }

    /** How much was erased and deleted, all in all. */
    long count() {
        return (erased == null ? 0 : erased.records() + erased.aside() + erased.differing() + erased.refused())
                + deleted.values().stream().mapToLong(Long::longValue).sum();
    }

    /** In one line, for the audit log. */
    String subject() {
        return "act %s: %s; deleted: %s; failed: %s; by hand: %s%s".formatted(act, erased == null ? "nothing in the journal"
                : "%s records, %s aside, %s differing, %s refused".formatted(erased.records(), erased.aside(), erased.differing(),
                        erased.refused()),
                listed(deleted, rows -> Long.toString(rows)), failed.isEmpty() ? "none" : String.join(", ", failed.keySet()),
                listed(byHand, Kept::listed),
                later ? "; later events are not kept" : "");
    }

    private static <T> String listed(Map<String, T> counts, Function<T, String> listed) {
        return counts.isEmpty() ? "none"
                : counts.entrySet().stream().map(one -> one.getKey() + " " + listed.apply(one.getValue()))
                        .collect(Collectors.joining(", "));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("act", act);
        json.put("at", at.toString());
        json.put("why", why);
        json.put("later", later);
        json.put("journal", erased);
        json.put("deleted", deleted);
        json.put("failed", failed);
        json.put("byHand", byHand);
        json.put("logIsEmpty", isEmpty);
        return json;
    }

    void print(PrintWriter out) {
        if (erased != null) {
            print(out, "Erased", erased);
            print(out, "Not delivered any more, and counted as dropped:", erased.dropped());
        }
        deleted.forEach((name, rows) -> {
            if (rows > 0 || !failed.containsKey(name)) {
                out.printf(Locale.ROOT, "Deleted at %s: %s%n", name, CountText.of(rows, "row"));
            }
        });
        failed.forEach((name, why) -> out.printf(Locale.ROOT, "%s has not deleted everything: %s.%n", name, why));
        if (!byHand.isEmpty()) {
            out.println("Delivered before; delete there what they have of that person (docs/privacy.md):");
            byHand.forEach((name, kept) -> out.printf(Locale.ROOT, "  %s: %s%n", name, kept.told()));
        }
        if (erased != null) {
            out.println(isEmpty ? "The journal's log is empty. Backups still have what was erased."
                    : "The journal's log, or its database's, may have it a while longer, and so have backups (docs/privacy.md).");
        }
        out.printf(Locale.ROOT, "Act %s at %s: the audit log keeps this receipt%s.%n", act, at,
                later ? ", and events of that person that come later are counted and not kept" : "");
    }

    static void print(PrintWriter out, String what, ErasureCounts counts) {
        out.printf(Locale.ROOT, "%s in the journal: %s, %s aside, %s, %s refused%n", what, CountText.of(counts.records(), "record"),
                counts.aside(), CountText.of(counts.differing(), "differing event"), counts.refused());
    }

    static void print(PrintWriter out, String heading, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            out.println(heading);
            counts.forEach((name, count) -> out.printf(Locale.ROOT, "  %s: %s%n", name, CountText.of(count, "record")));
        }
    }
}
