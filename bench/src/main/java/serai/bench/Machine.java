package serai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the benches ran on, in one line. */
final class Machine {

    private Machine() {
    }

    static String described() {
        return "%d cores (%s), %s, JDK %s, load %s".formatted(Runtime.getRuntime().availableProcessors(),
                first("/proc/cpuinfo", "model name"), first("/proc/meminfo", "MemTotal"),
                System.getProperty("java.version"), load());
    }

    private static String first(String file, String key) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key)).map(line -> line.replaceFirst(".*:\\s*", "")).findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String load() {
        double load = java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(Locale.ROOT, "%.1f before", load);
    }
}
