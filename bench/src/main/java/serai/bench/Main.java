package serai.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.bench.comparison.Bench;
import serai.bench.comparison.Comparison;
import serai.bench.comparison.LeftOutException;
import serai.bench.comparison.Results;
import serai.bench.machine.Machine;
import serai.bench.machine.Workplace;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The command {@code bench/run}. */
@Command(name = "bench/run", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures Serai against a limit and against alternatives. Figures are ratios: above"
                + " the goal is good. A run of everything writes bench/results, any other target/bench/results.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Every bench has a result, good or bad, or was left out; its line says why.",
                "1:A bench has failed; its line says why.",
                "2:The command or its options are wrong."})
public final class Main implements Callable<Integer> {

    private static final int ROUNDS_OF_A_RESULT = 5;
    private static final int MINUTES_MAX = 10;
    private static final int MINUTES_MAX_LONG = 180;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Benches to run, or beginnings of their names; without any, all run.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Lists the benches and measures nothing.")
    private boolean list;

    @Option(names = "--long", description = "More records, and rounds of twice the time: an hour or two.")
    private boolean isLong;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
            description = "Rounds of each side (${DEFAULT-VALUE}); fewer than 5 are a trial and are not written to bench/results.")
    private int rounds;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private Workplace workplace;

    private Main() {
    }

    /** Ends the process with one of the exit codes in {@code bench/run --help}. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<Bench> benches = chosen();
        if (rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds must be at least 1.");
        }
        if (list) {
            benches.forEach(bench -> out.printf("%-26s %s%n", bench.name(), bench.title()));
            return 0;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeWorkplace, "stop"));
        Machine machine = Machine.now();
        out.println(machine.described());
        machine.warning().ifPresent(out::println);
        Results results = new Results(machine);
        List<String> leftOut = new ArrayList<>();
        int failed = 0;
        for (Bench bench : benches) {
            try {
                Comparison comparison = bounded(bench);
                out.printf(" %.2f, goal %.2f%n", comparison.ratio(), comparison.goal());
                results.add(comparison);
                results.write(Workplace.BASE.resolve("results")); // so that a run that is ended early leaves what it has measured
            } catch (ExecutionException e) {
                if (e.getCause() instanceof LeftOutException lacking) {
                    leftOut.add("%s WAS LEFT OUT: %s".formatted(bench.name(), lacking.getMessage()));
                    out.printf("%n%s%n", leftOut.get(leftOut.size() - 1));
                    continue;
                }
                failed++;
                out.printf("%n%s: failed: %s%n", bench.name(), inOneLine(e.getCause()));
            } catch (TimeoutException e) {
                failed++;
                out.printf("%n%s: failed: it took longer than %d min%n", bench.name(), minutesMax());
            }
        }
        if (results.isEmpty()) {
            return failed == 0 ? 0 : 1;
        }
        results.print(out);
        leftOut.forEach(out::println);
        boolean isResult = names.isEmpty() && failed == 0 && rounds >= ROUNDS_OF_A_RESULT;
        Path folder = isResult ? Path.of("bench", "results") : Workplace.BASE.resolve("results");
        out.println(results.write(folder));
        return failed == 0 ? 0 : 1;
    }

    private List<Bench> chosen() {
        List<Bench> all = Benches.all();
        for (String name : names) {
            if (all.stream().noneMatch(bench -> bench.name().startsWith(name))) {
                throw new ParameterException(spec.commandLine(), "There is no bench " + name
                        + "; bench/run --list names them.");
            }
        }
        return all.stream().filter(bench -> names.isEmpty() || names.stream().anyMatch(bench.name()::startsWith)).toList();
    }

    /** Runs a bench on a thread of its own, for no longer than it may take. */
    private Comparison bounded(Bench bench) throws InterruptedException, ExecutionException, TimeoutException {
        ExecutorService thread = Executors.newSingleThreadExecutor(runnable -> new Thread(runnable, bench.name()));
        Future<Comparison> comparison = thread.submit(() -> compare(bench));
        try {
            return comparison.get(minutesMax(), TimeUnit.MINUTES);
        } finally {
            closeWorkplace();
            thread.shutdownNow();
        }
    }

    private Comparison compare(Bench bench) throws Exception {
        out.print(bench.name());
        out.flush();
        try (Bench closing = bench) {
            Workplace place = openWorkplace(bench.name());
            closing.open(place);
            place.beginMeasured();
            return Comparison.of(closing, rounds, () -> {
                out.print('.');
                out.flush();
            });
        }
    }

    private synchronized Workplace openWorkplace(String bench) throws IOException {
        workplace = new Workplace(bench, isLong);
        return workplace;
    }

    private void closeWorkplace() {
        Workplace last;
        synchronized (this) {
            last = workplace;
        }
        if (last != null) {
            last.close();
        }
    }

    private int minutesMax() {
        return isLong ? MINUTES_MAX_LONG : MINUTES_MAX;
    }

    private static String inOneLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
