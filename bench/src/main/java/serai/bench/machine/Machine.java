package serai.bench.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What the benches ran on.
 *
 * @param load the average of a minute before the run: how many cores' worth of work others had
 */
public record Machine(int cores, String processor, String memory, String jdk, double load) {

    /** A property of the system: the load when {@code bench/run} began, before it built anything. */
    static final String LOAD = "bench.load";
    private static final double LOAD_MAX = 0.3;

    /** This machine, as a run begins. */
    public static Machine now() {
        return new Machine(Runtime.getRuntime().availableProcessors(), first("/proc/cpuinfo", "model name"),
                gibibytes(first("/proc/meminfo", "MemTotal")), System.getProperty("java.version"), loadBefore());
    }

    private static double loadBefore() {
        String told = System.getProperty(LOAD, "");
        return told.isEmpty() ? ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() : Double.parseDouble(told);
    }

    /** In one line. */
    public String described() {
        return String.format(Locale.ROOT, "%d cores (%s), %s GiB, JDK %s, load %.1f before", cores, processor, memory, jdk, load);
    }

    /** What whoever measures should know before, in one line; empty: nothing. */
    public Optional<String> warning() {
        return load <= LOAD_MAX ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT,
                        "The load is %.1f before this run; above %.1f, other work shows in every figure.", load, LOAD_MAX));
    }

    private static String first(String file, String key) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key)).map(line -> line.replaceFirst(".*:\\s*", "")).findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String gibibytes(String kibibytes) {
        String digits = kibibytes.replaceAll("\\D", "");
        return digits.isEmpty() ? kibibytes : Long.toString(Math.round(Long.parseLong(digits) / 1024.0 / 1024.0));
    }
}
