package serai.bench.load;

import serai.bench.machine.Workplace;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator {@code wrk}, with events of Praesidium Academy: every request brings one that nobody has seen. */
public final class Wrk {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern TROUBLE = Pattern.compile("Non-2xx or 3xx responses: \\d+|Socket errors: .*");
    /** Numbers of runs, which make the events of each new ones. */
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Duration TO_END = Duration.ofSeconds(30);

    private final Workplace workplace;
    private final List<String> pinned;
    private final Path script;

    /** @param script among {@code bench/load}; it is given the number of the run, and the header {@code Authorization} */
    public Wrk(Workplace workplace, String script) {
        this(workplace, script, List.of());
    }

    /** One that runs on the first core only, so that it takes nothing from the others. */
    public static Wrk pinned(Workplace workplace, String script) {
        return new Wrk(workplace, script, List.of("taskset", "-c", "0"));
    }

    private Wrk(Workplace workplace, String script, List<String> pinned) {
        this.workplace = workplace;
        this.pinned = pinned;
        this.script = Path.of("bench", "load", script).toAbsolutePath();
    }

    /** What a run has measured: requests that were answered, and how many in a second. */
    public record Load(double perSecond, long requests) {
    }

    /**
     * Posts events for a time; each connection sends the next one when it has its answer.
     *
     * @throws IOException if a single one was not answered with success
     */
    public Load post(String url, int connections, Duration time) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(pinned);
        command.addAll(List.of("wrk", "-t", "1", "-c", Integer.toString(connections),
                "-d", time.toSeconds() + "s", "--timeout", "20s", "-s", script.toString(), url, "--",
                Integer.toString(RUNS.incrementAndGet()), Credentials.AUTHORIZATION));
        String told = workplace.start("wrk-" + RUNS.get(), Map.of(), command).finish(time.plus(TO_END));
        Matcher trouble = TROUBLE.matcher(told);
        if (trouble.find()) {
            throw new IOException("wrk: " + trouble.group());
        }
        return new Load(Double.parseDouble(found(RATE, told)), Long.parseLong(found(REQUESTS, told)));
    }

    private static String found(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("wrk has told nothing: " + text.strip());
        }
        return matcher.group(1);
    }
}
