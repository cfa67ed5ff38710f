package serai.steps;

import java.util.Collection;
import java.util.List;

/**
 * Replaces values in a text, in upper and lower case. A value of few characters is replaced where it stands alone only, since
 * it would be part of many a word.
 */
final class MaskedValues {

    private static final int ALONE_BELOW = 4;
    /** A longer value is looked for by its beginning: the rest of the text is then not shown. */
    private static final int LOOK_AHEAD = 4_096;

    private final List<String> values;

    MaskedValues(Collection<String> values) {
        this.values = values.stream().filter(value -> !value.isEmpty()).map(MaskedValues::lower).distinct().toList();
    }

    /** The text's first {@code max} characters with the values replaced, also a value that goes on beyond them. */
    String beginning(String text, int max) {
        String all = text.length() > max + LOOK_AHEAD ? text.substring(0, max + LOOK_AHEAD) : text;
        String lower = lower(all);
        int shown = Math.min(max, all.length());
        int[] end = new int[shown]; // where the longest value that begins there ends
        for (String value : values) {
            String begin = value.length() > LOOK_AHEAD ? value.substring(0, LOOK_AHEAD) : value;
            for (int at = lower.indexOf(begin); at >= 0 && at < shown; at = lower.indexOf(begin, at + 1)) {
                if (value.length() >= ALONE_BELOW || isAlone(lower, at, at + value.length())) {
                    end[at] = Math.max(end[at], at + value.length());
                }
            }
        }
        StringBuilder masked = new StringBuilder();
        int hiddenTo = 0;
        for (int i = 0; i < shown; i++) {
            if (end[i] > hiddenTo) {
                if (i >= hiddenTo) {
                    masked.append(MaskedText.STARS);
                }
                hiddenTo = end[i];
            }
            if (i >= hiddenTo) {
                masked.append(all.charAt(i));
            }
        }
        return masked.toString();
    }

    private static boolean isAlone(String text, int from, int to) {
        boolean before = from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)) || isEscapeBefore(text, from);
        return before && (to >= text.length() || !Character.isLetterOrDigit(text.charAt(to)));
    }

    /** Whether an escape such as {@code \n} or {@code %20} ends there: its last letter does not belong to the next word. */
    private static boolean isEscapeBefore(String text, int at) {
        return at >= 2 && text.charAt(at - 2) == '\\' || at >= 3 && text.charAt(at - 3) == '%'
                || at >= 6 && text.charAt(at - 6) == '\\' && text.charAt(at - 5) == 'u';
    }

    /** The text in lower case, of the same length, so that places in it are the same. */
    private static String lower(String text) {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            lower[i] = Character.toLowerCase(Character.toUpperCase(lower[i]));
        }
        return new String(lower);
    }
}
