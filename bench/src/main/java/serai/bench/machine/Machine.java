package serai.bench.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the benches ran on, in one line. */
public final class Machine {

    private Machine() {
    }

    public static String described() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return "%d cores (%s), %s GiB, JDK %s, load %.1f before".formatted(Runtime.getRuntime().availableProcessors(),
                first("/proc/cpuinfo", "model name"), gibibytes(first("/proc/meminfo", "MemTotal")),
                System.getProperty("java.version"), load);
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
