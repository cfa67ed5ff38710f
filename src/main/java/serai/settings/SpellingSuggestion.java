package serai.settings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the name that somebody may have meant. */
public final class SpellingSuggestion {

    private SpellingSuggestion() {
    }

    /**
     * The nearest of the known names that differ in no more than {@code lettersMax} letters; of two equally near ones, the
     * first in alphabetical order.
     */
    public static Optional<String> nearest(String name, Stream<String> known, int lettersMax) {
        return known.filter(one -> distance(name, one) <= lettersMax)
                .min(Comparator.comparingInt((String one) -> distance(name, one)).thenComparing(Comparator.naturalOrder()));
    }

    /** The Levenshtein distance: the number of letters to insert, remove or change. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
