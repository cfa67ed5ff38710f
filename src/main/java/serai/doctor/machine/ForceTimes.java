package serai.doctor.machine;

import serai.doctor.Observations;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long the disk below a folder takes to force a few bytes, as each commit of the journal has it do. */
public final class ForceTimes {

    private static final int TIMES = 20;
    private static final int BYTES = 4_096;
    /** A webhook's answer and a message's settlement wait for at least one force. */
    private static final Duration WARNED = Duration.ofMillis(20);

    private ForceTimes() {
    }

    /**
     * Measures the times with a file that is deleted afterwards.
     *
     * @throws IOException if the file can't be written
     */
    public static void observe(Path folder, Observations observations) throws IOException {
        observations.trying("forcing");
        Path file = OwnersFile.temporary(folder, ".serai-doctor-", ".tmp");
        try (FileChannel channel = OwnersFile.open(file, StandardOpenOption.WRITE)) {
            List<Duration> times = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                channel.write(ByteBuffer.allocate(BYTES));
                long begun = System.nanoTime();
                channel.force(false);
                times.add(Duration.ofNanos(System.nanoTime() - begun));
            }
            observe(times, observations);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    static void observe(List<Duration> times, Observations observations) {
        Collections.sort(times);
        Duration median = times.get(times.size() / 2);
        String told =
                "%s KiB are on the disk after %s (the slowest of %s: %s)".formatted(BYTES / 1_024, millis(median), times.size(),
                        millis(times.get(times.size() - 1)));
        if (median.compareTo(WARNED) > 0) {
            observations.warn(told + ", and every acknowledgement waits for that", "put serai.data on a faster disk");
        } else {
            observations.ok(told);
        }
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }
}
