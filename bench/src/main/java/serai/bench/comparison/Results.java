package serai.bench.comparison;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.bench.machine.Machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The results of a run: a table, a file and a chart. */
public final class Results {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String OURS = "serai";
    private static final String THEIRS = "other";

    private final Machine machine;
    private final List<Comparison> comparisons = new ArrayList<>();

    public Results(Machine machine) {
        this.machine = machine;
    }

    public void add(Comparison comparison) {
        comparisons.add(comparison);
    }

    public boolean isEmpty() {
        return comparisons.isEmpty();
    }

    public void print(PrintWriter out) {
        String row = "%-26s %7s %7s %7s %6s %6s %5s %12s %12s  %s%n";
        out.printf("%n%s%n%n", machine.described());
        out.printf(row, "bench", "ratio", "min", "max", "goal", "far", "met", "ours", "theirs", "unit");
        for (Comparison comparison : comparisons) {
            out.printf(row, comparison.name(), "%.2f".formatted(comparison.ratio()), "%.2f".formatted(comparison.min()),
                    "%.2f".formatted(comparison.max()), "%.2f".formatted(comparison.goal()),
                    comparison.farMark() == comparison.goal() ? "" : "%.2f".formatted(comparison.farMark()),
                    comparison.isMet() ? "yes" : "no", comparison.shown(comparison.ours()),
                    comparison.shown(comparison.theirs()), comparison.unit()
                            + (comparison.beside().words().isEmpty() ? "" : "; " + comparison.beside().words()));
            comparison.ourCost().ifPresent(cost -> out.printf("    ours, an event: %s%n", cost.told()));
            comparison.theirCost().ifPresent(cost -> out.printf("    theirs, an event: %s%n", cost.told()));
            out.printf("    %s%n", comparison.conclusion());
        }
        out.println();
    }

    /** Writes the day's file and the chart into a folder. @return the file */
    public Path write(Path folder) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("machine", machine.described()).put("cores", machine.cores())
                .put("load_before", machine.load());
        ArrayNode benches = root.putArray("benches");
        comparisons.forEach(comparison -> benches.add(json(comparison)));
        Files.createDirectories(folder);
        Path file = folder.resolve(LocalDate.now(ZoneOffset.UTC) + ".json");
        JSON.writeValue(file.toFile(), root);
        Files.writeString(folder.resolve("chart.svg"),
                Chart.of(comparisons, LocalDate.now(ZoneOffset.UTC) + ", " + machine.described()));
        return file;
    }

    private static ObjectNode json(Comparison comparison) {
        ObjectNode bench = JSON.createObjectNode().put("name", comparison.name()).put("ratio", rounded(comparison.ratio()))
                .put("min", rounded(comparison.min())).put("max", rounded(comparison.max()))
                .put("rounds", comparison.rounds()).put("goal", comparison.goal()).put("unit", comparison.unit());
        bench.putObject("median").put(OURS, rounded(comparison.ours())).put(THEIRS, rounded(comparison.theirs()));
        new TreeMap<>(comparison.beside().figures())
                .forEach((name, figure) -> bench.withObject("/beside").put(name, rounded(figure)));
        comparison.ourCost().ifPresent(cost -> bench.withObject("/cost").set(OURS, cost.json()));
        comparison.theirCost().ifPresent(cost -> bench.withObject("/cost").set(THEIRS, cost.json()));
        return bench;
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1000) / 1000.0;
    }
}
