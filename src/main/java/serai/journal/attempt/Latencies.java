package serai.journal.attempt;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How long records took from being accepted to being delivered: the number of records in each band. Band 0 ends at a
 * millisecond, and each further band 19 % above the one before, the last at 24 days, so that a percentile is right to a tenth.
 *
 * @param counts number of records by the band's number; bands without records are missing
 */
public record Latencies(SortedMap<Integer, Long> counts) {

    /** Of no records. */
    public static final Latencies NONE = new Latencies(new TreeMap<>());

    static final int BANDS = 125;
    private static final double BANDS_A_DOUBLING = 4;
    private static final double HALF = 0.5;
    private static final Pattern PAIR = Pattern.compile("(\\d{1,3}):(\\d{1,18})");
    private static final double ALL = 100;

    public Latencies {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** The band of a latency. A negative latency, which the clocks of two machines can cause, is in the first band. */
    static int band(long millis) {
        return millis <= 1 ? 0 : Math.min(BANDS - 1, (int) Math.ceil(BANDS_A_DOUBLING * Math.log((double) millis) / Math.log(2)));
    }

    /** The sum of these counts and the others. */
    public Latencies plus(Latencies others) {
        SortedMap<Integer, Long> sum = new TreeMap<>(counts);
        others.counts.forEach((band, count) -> sum.merge(band, count, Long::sum));
        return new Latencies(sum);
    }

    /** What was counted after the earlier counts. */
    public Latencies since(Latencies earlier) {
        SortedMap<Integer, Long> added = new TreeMap<>();
        counts.forEach((band, count) -> {
            long more = count - earlier.counts.getOrDefault(band, 0L);
            if (more > 0) {
                added.put(band, more);
            }
        });
        return new Latencies(added);
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /**
     * The time within which that share of the records was delivered; empty for no records.
     *
     * @param percent from 1 to 100
     */
    public Optional<Duration> percentile(int percent) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        long rank = (long) Math.ceil(total * percent / ALL);
        long passed = 0;
        for (Map.Entry<Integer, Long> band : counts.entrySet()) {
            passed += band.getValue();
            if (passed >= rank) {
                return Optional.of(middle(band.getKey()));
            }
        }
        return Optional.empty();
    }

    private static Duration middle(int band) {
        double millis = Math.pow(2, (band - HALF) / BANDS_A_DOUBLING);
        return band == 0 ? Duration.ofMillis(1) : Duration.ofNanos(Math.round(millis * 1_000_000));
    }

    /** As the journal keeps it: {@code 12:3 40:1}. */
    public String text() {
        return counts.entrySet().stream().map(band -> band.getKey() + ":" + band.getValue()).collect(Collectors.joining(" "));
    }

    /** @throws IllegalArgumentException if it is no such text */
    public static Latencies parse(String text) {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (String band : text.isEmpty() ? new String[0] : text.split(" ")) {
            Matcher pair = PAIR.matcher(band);
            if (!pair.matches() || Integer.parseInt(pair.group(1)) >= BANDS) {
                throw new IllegalArgumentException("'%s' is no band and count".formatted(band));
            }
            counts.put(Integer.valueOf(pair.group(1)), Long.valueOf(pair.group(2)));
        }
        return new Latencies(counts);
    }
}
