package serai.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that a bench has started, and that ends with it. */
public final class Child implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TO_STOP = Duration.ofSeconds(20);
    private static final int POLL_MS = 5;
    private static final int LOG_LINES_SHOWN = 3;
    private static final int FIRST_OF_CPU = 11; // of proc(5)'s fields behind the name: utime, stime, cutime, cstime
    private static final double TICKS_A_SECOND = 100; // what /proc counts in, on every Linux

    private final String name;
    private final Path log;
    private final Process process;

    public Child(String name, Path directory, Map<String, String> environment, List<String> command, Path log) throws IOException {
        this.name = name;
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        this.process = builder.start();
    }

    /**
     * Waits for something that the process brings about.
     *
     * @throws IOException if it ends first, or doesn't in a minute
     */
    public Child until(String what, BooleanSupplier condition) throws IOException, InterruptedException {
        return until(what, PATIENCE, condition);
    }

    /** As {@link #until(String, BooleanSupplier)}, but waits for {@code patience} at the most. */
    public Child until(String what, Duration patience, BooleanSupplier condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IOException("%s has ended with %d: %s".formatted(name, process.exitValue(), lastWords()));
            }
            if (System.nanoTime() > end) {
                throw new IOException("%s: waited %d s for %s: %s".formatted(name, patience.toSeconds(), what, lastWords()));
            }
            Thread.sleep(POLL_MS);
        }
        return this;
    }

    /** Waits until that text stands in its output. */
    public Child untilLogged(String text) throws IOException, InterruptedException {
        return until("'" + text + "'", () -> log().contains(text));
    }

    /** All that it has written so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }

    /** Waits for its end. @return its output. @throws IOException if it fails or takes longer */
    public String finish(Duration atMost) throws IOException, InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new IOException("%s took longer than %d s: %s".formatted(name, atMost.toSeconds(), lastWords()));
        }
        if (process.exitValue() != 0) {
            throw new IOException("%s has ended with %d: %s".formatted(name, process.exitValue(), lastWords()));
        }
        return log();
    }

    /** Bytes of memory that are resident now. */
    public long residentBytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst()
                    .orElseThrow(() -> new IOException(name + " has no resident memory; has it ended?"));
        }
    }

    /** Seconds of CPU so far, with those of its children that have ended. */
    public double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Arrays.stream(fields, FIRST_OF_CPU, FIRST_OF_CPU + 4).mapToLong(Long::parseLong).sum() / TICKS_A_SECOND;
    }

    /** Whether that file is mapped into its memory. */
    public boolean hasMapped(Path file) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps")).contains(file.toString());
    }

    /** What Java was given for a system property on its command line. */
    public Optional<String> property(String name) throws IOException {
        String[] command = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).split("\0");
        String option = "-D" + name + "=";
        return Arrays.stream(command).filter(word -> word.startsWith(option)).map(word -> word.substring(option.length()))
                .findFirst();
    }

    public long pid() {
        return process.pid();
    }

    private String lastWords() {
        String[] lines = log().strip().split("\n");
        return String.join(" | ", Arrays.copyOfRange(lines, Math.max(0, lines.length - LOG_LINES_SHOWN), lines.length));
    }

    /** SIGTERM, and SIGKILL for it and its children when that doesn't help in time. Returns when it has ended. */
    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
