package serai.rehearsal;

import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ: what was expected with a minus before it, what was found with a plus. */
public final class LineDiff {

    private static final int CONTEXT = 2;
    private static final int LINES_MAX = 60;
    /** In longer texts, a difference may show all lines after it: finding common lines would take too much memory. */
    private static final int COMPARED_MAX = 2_000;

    private final List<String> expected;
    private final List<String> found;

    private LineDiff(List<String> expected, List<String> found) {
        this.expected = expected;
        this.found = found;
    }

    /** The lines that differ, with two around them; at most 60, then it says that there are more. */
    public static List<String> of(String expected, String found) {
        return shown(new LineDiff(expected.lines().toList(), found.lines().toList()).all());
    }

    /** All lines, each with a blank, a minus or a plus before it. */
    private List<String> all() {
        List<String> all = new ArrayList<>();
        int[][] common = common();
        int i = 0;
        int j = 0;
        while (i < expected.size() || j < found.size()) {
            if (i < expected.size() && j < found.size() && expected.get(i).equals(found.get(j))) {
                all.add("  " + expected.get(i));
                i++;
                j++;
            } else if (i < expected.size() && (j == found.size() || common(common, i + 1, j) >= common(common, i, j + 1))) {
                all.add("- " + expected.get(i));
                i++;
            } else {
                all.add("+ " + found.get(j));
                j++;
            }
        }
        return all;
    }

    private static int common(int[][] common, int i, int j) {
        return common.length == 0 ? 0 : common[i][j];
    }

    /** The length of the longest common subsequence of the ends that begin at each pair of lines. */
    private int[][] common() {
        if (expected.size() > COMPARED_MAX || found.size() > COMPARED_MAX) {
            return new int[0][];
        }
        int[][] common = new int[expected.size() + 1][found.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = found.size() - 1; j >= 0; j--) {
                common[i][j] = expected.get(i).equals(found.get(j)) ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    /** Only the lines near a difference. */
    private static List<String> shown(List<String> all) {
        List<String> shown = new ArrayList<>();
        boolean gap = false;
        for (int i = 0; i < all.size() && shown.size() < LINES_MAX; i++) {
            boolean near = all.subList(Math.max(0, i - CONTEXT), Math.min(all.size(), i + CONTEXT + 1)).stream()
                    .anyMatch(line -> !line.startsWith(" "));
            if (near) {
                shown.add(all.get(i));
            } else if (!gap) {
                shown.add("  …");
            }
            gap = !near;
        }
        if (shown.size() == LINES_MAX) {
            shown.add("  … (more)");
        }
        return shown;
    }
}
