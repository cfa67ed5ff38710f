package serai.bench.comparison;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.bench.load.Wrk;
import serai.bench.machine.Child;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an event costs one side of a bench: CPU by thread, and bytes written to the disk, as {@code /proc} tells them before and
 * after each round. The load generator is not in it. Threads that have ended in between count in the sum alone; processes that
 * have, not at all.
 */
public final class Cost {

    private static final double MICROSECONDS_A_TICK = 10_000; // what /proc counts in, on every Linux
    private static final int THREADS_SHOWN = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Child> processes;
    private final Map<String, Long> ticksByThread = new HashMap<>();
    private long ticks;
    private long bytesWritten;
    private long events;

    /** @param processes whose cost it is, with all their children */
    public Cost(Child... processes) {
        this.processes = List.of(processes);
    }

    /** A round of a load, which tells how many events were answered. */
    @FunctionalInterface
    public interface Round {
        Wrk.Load run() throws IOException, InterruptedException;
    }

    /** Runs a round, and adds what it has cost. */
    public Wrk.Load of(Round round) throws IOException, InterruptedException {
        Reading before = Reading.of(processes);
        Wrk.Load load = round.run();
        Reading after = Reading.of(processes);
        ticks += after.ticks - before.ticks;
        bytesWritten += after.bytesWritten - before.bytesWritten;
        events += load.requests();
        after.threads.forEach((id, thread) -> {
            ThreadTicks earlier = before.threads.get(id);
            ticksByThread.merge(thread.name, thread.ticks - (earlier == null ? 0 : earlier.ticks), Long::sum);
        });
        return load;
    }

    /** Forgets the rounds so far: they were to warm up. */
    public void clear() {
        ticksByThread.clear();
        ticks = 0;
        bytesWritten = 0;
        events = 0;
    }

    /** {@code 66.1 µs of CPU (vert.x-eventloop 33.0, …), 8,738 bytes written}. */
    public String told() {
        String threads = busiest().limit(THREADS_SHOWN).map(thread -> "%s %.1f".formatted(thread.getKey(), thread.getValue()))
                .collect(Collectors.joining(", "));
        return "%.1f µs of CPU (%s), %,d bytes written".formatted(cpuMicros(), threads, bytes());
    }

    /** As {@link #told}, for the results, with every thread that takes a tenth of a microsecond. */
    public ObjectNode json() {
        ObjectNode cost = JSON.createObjectNode().put("cpu_us", rounded(cpuMicros())).put("bytes_written", bytes());
        ObjectNode threads = cost.putObject("cpu_us_by_thread");
        busiest().filter(thread -> rounded(thread.getValue()) > 0)
                .forEach(thread -> threads.put(thread.getKey(), rounded(thread.getValue())));
        return cost;
    }

    private Stream<Map.Entry<String, Double>> busiest() {
        return ticksByThread.entrySet().stream()
                .map(thread -> Map.entry(thread.getKey(), thread.getValue() * MICROSECONDS_A_TICK / events))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    }

    private double cpuMicros() {
        return ticks * MICROSECONDS_A_TICK / events;
    }

    private long bytes() {
        return bytesWritten / Math.max(1, events);
    }

    private static double rounded(double micros) {
        return Math.round(micros * 10) / 10.0;
    }

    /** @param name without its number, so that the threads of a pool are one */
    private record ThreadTicks(String name, long ticks) {
    }

    /** What {@code /proc} tells at one time. */
    private record Reading(long ticks, long bytesWritten, Map<Long, ThreadTicks> threads) {

        static Reading of(List<Child> processes) throws IOException {
            List<Long> ids = new ArrayList<>();
            for (Child process : processes) {
                ProcessHandle handle = ProcessHandle.of(process.pid())
                        .orElseThrow(() -> new IOException("process %d has ended".formatted(process.pid())));
                Stream.concat(Stream.of(handle), handle.descendants()).forEach(each -> ids.add(each.pid()));
            }
            long ticks = 0;
            long bytesWritten = 0;
            Map<Long, ThreadTicks> threads = new HashMap<>();
            for (long id : ids) {
                Path process = Path.of("/proc", Long.toString(id));
                try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
                    ticks += thread(process).ticks;
                    bytesWritten += bytesWritten(process);
                    for (Path task : tasks) {
                        threads.put(Long.valueOf(task.getFileName().toString()), thread(task));
                    }
                } catch (NoSuchFileException e) {
                    // It has just ended.
                }
            }
            return new Reading(ticks, bytesWritten, threads);
        }

        private static ThreadTicks thread(Path folder) throws IOException {
            String stat = Files.readString(folder.resolve("stat")); // 42 (its name) S …; user and system time are 14th and 15th
            int end = stat.lastIndexOf(')');
            String[] fields = stat.substring(end + 2).split(" ");
            String name = stat.substring(stat.indexOf('(') + 1, end).replaceFirst("[-#\\d]+$", "");
            return new ThreadTicks(name, Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
        }

        private static long bytesWritten(Path process) throws IOException {
            try (Stream<String> lines = Files.lines(process.resolve("io"))) {
                return lines.filter(line -> line.startsWith("write_bytes: "))
                        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1))).sum();
            }
        }
    }
}
