package serai.console.pages;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import serai.journal.attempt.Latencies;
import serai.journal.operations.history.CounterSample;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The numbers that charts draw, as they get them.
 *
 * @param from    the first time, in seconds since 1970; null without any
 * @param before  if these are the newest numbers alone: the time before theirs; null otherwise, or if there is none before
 * @param times   in seconds since 1970, in their order
 * @param series  of each source and destination
 * @param markers what happened, in its order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistoryNumbers(@Nullable Long from, @Nullable Long before, List<Long> times, List<Series> series, List<Happened> markers) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final int MEDIAN = 50;
    static final int NEARLY_ALL = 99;
    private static final double MILLIS = 1_000;
    /** More than happens between two times, by far. */
    private static final int NEWEST_MARKERS = 20;

    /**
     * What a source or destination has done, a value each time; a time without a sample is a gap: Serai did not run, or its page
     * was off.
     *
     * @param rate    accepted or delivered a minute
     * @param failed  dead letters
     * @param failing dead letters that came, a minute
     * @param lag     in seconds
     * @param p50     within which half of the records were delivered, in seconds
     * @param p99     within which 99 of 100 were, in seconds
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Series(String name, List<@Nullable Double> rate, List<@Nullable Double> failed, List<@Nullable Double> failing,
            List<@Nullable Double> lag, List<@Nullable Double> p50, List<@Nullable Double> p99) {

        private static Series of(String name) {
            return new Series(name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                    new ArrayList<>());
        }

        private void add(@Nullable CounterSample before, @Nullable CounterSample now) {
            double minutes = now == null || before == null ? 0 : Duration.between(before.at(), now.at()).toSeconds() / 60.0;
            rate.add(now == null || before == null ? null : Math.max(0, now.done() - before.done()) / minutes);
            failed.add(now == null ? null : (double) now.failed());
            failing.add(now == null || before == null ? null : Math.max(0, now.failed() - before.failed()) / minutes);
            lag.add(now == null ? null : (double) now.lag().toSeconds());
            Latencies taken = now == null || before == null ? Latencies.NONE : now.latency().since(before.latency());
            p50.add(seconds(taken, MEDIAN));
            p99.add(seconds(taken, NEARLY_ALL));
        }

        private Series newest() {
            return new Series(name, last(rate, 1), last(failed, 1), last(failing, 1), last(lag, 1), last(p50, 1), last(p99, 1));
        }
    }

    /** @param at in seconds since 1970 */
    record Happened(double at, String text) {

        static Happened of(Instant at, String text) {
            return new Happened(at.toEpochMilli() / MILLIS, text);
        }
    }

    static HistoryNumbers of(List<CounterSample> samples, List<Happened> markers) {
        TreeSet<Long> times = new TreeSet<>();
        Map<String, Map<Long, CounterSample>> byName = new TreeMap<>();
        for (CounterSample sample : samples) {
            times.add(sample.at().getEpochSecond());
            byName.computeIfAbsent(sample.name(), unused -> new TreeMap<>()).put(sample.at().getEpochSecond(), sample);
        }
        List<Series> series = new ArrayList<>();
        byName.forEach((name, values) -> series.add(series(name, times, values)));
        return new HistoryNumbers(times.isEmpty() ? null : times.first(), null, List.copyOf(times), series, markers);
    }

    private static Series series(String name, SortedSet<Long> times, Map<Long, CounterSample> values) {
        Series series = Series.of(name);
        CounterSample before = null;
        for (Long time : times) {
            CounterSample now = values.get(time);
            series.add(before, now);
            before = now == null ? before : now;
        }
        return series;
    }

    private static @Nullable Double seconds(Latencies taken, int percent) {
        return taken.percentile(percent).map(within -> within.toMillis() / MILLIS).orElse(null);
    }

    /** The numbers of the last time alone, for a window that has the others. */
    HistoryNumbers newest() {
        return new HistoryNumbers(from, times.size() < 2 ? null : times.get(times.size() - 2), last(times, 1),
                series.stream().map(Series::newest).toList(), last(markers, NEWEST_MARKERS));
    }

    private static <T extends @Nullable Object> List<T> last(List<T> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts and numbers
        }
    }
}
