package serai.cli.configure;

import com.fasterxml.jackson.core.JsonProcessingException;
import serai.cli.terminal.CountText;
import serai.cli.terminal.JsonText;
import serai.rehearsal.DeliveryResult;
import serai.rehearsal.LineDiff;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Prints how one configuration treats events differently from another, event by event, and counts the differences. */
final class ExplanationDiff {

    /** What JSON calls a difference in what a destination is sent, before the destination's name. */
    private static final String OTHER = "other to ";

    private final PrintWriter out;
    private final boolean json;
    private final int shownMax;
    private final Map<String, Integer> counts = new TreeMap<>();
    private int events;
    private int changed;

    /** @param shownMax number of changed events that are printed, at the most; all are counted */
    ExplanationDiff(PrintWriter out, boolean json, int shownMax) {
        this.out = out;
        this.json = json;
        this.shownMax = shownMax;
    }

    /** Compares what becomes of one event by the present configuration and by the other. */
    void compare(Explanation before, Explanation after, String place) throws JsonProcessingException {
        events++;
        Map<String, List<String>> differences = differences(before, after);
        if (differences.isEmpty()) {
            return;
        }
        changed++;
        differences.keySet().forEach(what -> counts.merge(what, 1, Integer::sum));
        if (changed > shownMax) {
            return;
        }
        if (json) {
            out.println(JsonText.inOneLine(ordered("event", before.number(), "changed", differences.keySet(), "before",
                    ExplanationJson.withoutWay(before), "after", ExplanationJson.withoutWay(after))));
            return;
        }
        out.println("%s: %s".formatted(place, before.intake().record() == null ? "not a record" : before.intake().record()));
        differences.forEach((what, lines) -> {
            out.println("  " + inWords(what));
            lines.forEach(line -> out.println("    " + line));
        });
        out.println();
    }

    private static Map<String, List<String>> differences(Explanation before, Explanation after) {
        Map<String, List<String>> differences = new LinkedHashMap<>();
        add(differences, "outcome", intake(before), intake(after));
        Map<String, DeliveryResult> first = byName(before);
        Map<String, DeliveryResult> second = byName(after);
        Set<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        for (String name : names) {
            DeliveryResult was = first.get(name);
            DeliveryResult is = second.get(name);
            if (was == null) {
                differences.put("gains " + name, List.of());
            } else if (is == null) {
                differences.put("loses " + name, List.of());
            } else {
                add(differences, OTHER + name, ExplanationText.sent(was), ExplanationText.sent(is));
            }
        }
        return differences;
    }

    private static Map<String, DeliveryResult> byName(Explanation explanation) {
        Map<String, DeliveryResult> deliveries = new TreeMap<>();
        explanation.deliveries().forEach(delivery -> deliveries.put(delivery.destination(), delivery));
        return deliveries;
    }

    private static String intake(Explanation explanation) {
        return "%s%s\n%s\n%s".formatted(explanation.intake().outcome().name().toLowerCase(Locale.ROOT),
                explanation.intake().status() == 0 ? "" : ", answered " + explanation.intake().status(),
                PrettyBody.of(explanation.intake().answer()), Optional.ofNullable(explanation.intake().problem()).orElse(""))
                .strip();
    }

    private static void add(Map<String, List<String>> differences, String what, String before, String after) {
        if (!before.equals(after)) {
            differences.put(what, LineDiff.of(before, after));
        }
    }

    /** Prints how many events are treated differently, and the number of each kind of difference. */
    void summarize() throws JsonProcessingException {
        if (json) {
            out.println(JsonText.inOneLine(ordered("events", events, "changed", changed, "counts", counts)));
            return;
        }
        if (changed > shownMax) {
            out.println("… and %s more (--show)".formatted(changed - shownMax));
        }
        out.println("%s, %s of them treated differently".formatted(CountText.of(events, "event"), changed));
        counts.forEach((what, count) -> out.println("  %s: %s".formatted(inWords(what), count)));
    }

    private static String inWords(String difference) {
        return difference.startsWith(OTHER) ? "changed for " + difference.substring(OTHER.length()) : difference;
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}
