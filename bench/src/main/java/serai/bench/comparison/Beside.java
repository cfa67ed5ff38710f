package serai.bench.comparison;

import java.util.Map;

/**
 * What else was measured in the same run, to stand beside the ratio.
 *
 * @param words   for the table; empty: nothing
 * @param figures for the results' file, by names that end in the unit
 */
public record Beside(String words, Map<String, Double> figures) {

    public static final Beside NOTHING = new Beside("", Map.of());
}
