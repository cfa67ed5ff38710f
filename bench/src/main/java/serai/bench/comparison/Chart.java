package serai.bench.comparison;

import java.util.List;
import java.util.Locale;

/**
 * The results as a picture (SVG): a bar for each bench, whose length is the ratio divided by the goal, so that one line marks all
 * goals. A thin line goes from the least round to the best. It brings its own background, and follows a reader's dark mode.
 */
final class Chart {

    private static final int WIDTH = 860;
    private static final int LEFT = 20;
    private static final int TOP = 64;
    private static final int ROW = 46;
    private static final int BAR = 14;
    private static final int BARS = 560;
    private static final int FOOT = 34;

    /** A bar is cut where the ratio is more than that many goals; its figure tells the ratio. */
    private static final double LONGEST = 2;

    private static final String STYLE = """
            <style>
            .ground { fill: #ffffff; stroke: #d0d7de } .name { fill: #1f2328; font-weight: 600 } .text { fill: #59636e }
            .met { fill: #2da44e } .missed { fill: #bf8700 } .rail { fill: #eff2f5 }
            .goal { stroke: #1f2328; stroke-width: 2 } .spread { stroke: #1f2328; stroke-width: 1.5 }
            text { font: 12px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif }
            .title { font-size: 15px }
            @media (prefers-color-scheme: dark) {
            .ground { fill: #0d1117; stroke: #3d444d } .name { fill: #f0f6fc } .text { fill: #9198a1 }
            .met { fill: #2ea043 } .missed { fill: #d29922 } .rail { fill: #1c2128 }
            .goal { stroke: #f0f6fc } .spread { stroke: #f0f6fc }
            }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();

    private Chart() {
    }

    /** @param foot the line below: when, and on what */
    static String of(List<Comparison> comparisons, String foot) {
        return new Chart().draw(comparisons, foot);
    }

    private String draw(List<Comparison> comparisons, String foot) {
        int height = TOP + ROW * comparisons.size() + FOOT;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" role=\"img\""
                + " aria-label=\"Ratio of Serai to what it is compared with, for each bench, and its goal\">\n", WIDTH, height);
        svg.append(STYLE);
        add("<rect class=\"ground\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n", WIDTH - 1, height - 1);
        text("name title", LEFT, 28, "Serai, as a ratio to what it is compared with");
        text("text", LEFT + (int) x(1) - 14, TOP - 8, "goal");
        for (int i = 0; i < comparisons.size(); i++) {
            row(comparisons.get(i), TOP + ROW * i);
        }
        text("text", LEFT, height - 14, foot);
        return svg.append("</svg>\n").toString();
    }

    private void row(Comparison comparison, int top) {
        double goal = comparison.goal();
        int bar = top + 20;
        add("<text x=\"%d\" y=\"%d\"><tspan class=\"name\">%s</tspan><tspan class=\"text\" dx=\"8\">%s</tspan></text>\n",
                LEFT, top + 14, comparison.name(), comparison.title());
        add("<rect class=\"rail\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", LEFT, bar, BARS, BAR);
        add("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
                comparison.isMet() ? "met" : "missed", LEFT, bar, x(comparison.ratio() / goal), BAR);
        add("<line class=\"spread\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%3$d\" y2=\"%3$d\"/>\n",
                LEFT + x(comparison.min() / goal), LEFT + x(comparison.max() / goal), bar + BAR / 2);
        add("<line class=\"goal\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\"/>\n",
                LEFT + x(1), bar - 3, bar + BAR + 3);
        add("<text x=\"%d\" y=\"%d\"><tspan class=\"name\">%.2f</tspan><tspan class=\"text\" dx=\"6\">goal %s,"
                + " rounds %.2f to %.2f</tspan></text>\n", LEFT + BARS + 12, bar + BAR - 3, comparison.ratio(),
                Double.toString(goal).replaceAll("\\.0$", ""), comparison.min(), comparison.max());
    }

    private static double x(double ofGoal) {
        return BARS * Math.min(ofGoal, LONGEST) / LONGEST;
    }

    private void text(String style, int x, int y, String words) {
        add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", style, x, y, words);
    }

    /** All values are the benches' own, and have nothing to escape. */
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
