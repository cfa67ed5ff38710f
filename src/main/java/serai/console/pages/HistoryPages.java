package serai.console.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import serai.console.view.PageFormat;
import serai.console.view.PageRenderer;
import serai.console.web.PageAnswer;
import serai.console.web.PageRequest;
import serai.installation.Installation;
import serai.journal.attempt.Latencies;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.history.CounterSample;
import serai.journal.operations.history.Marker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What came and went over time: the page, and the numbers that its charts draw. */
public final class HistoryPages {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MEDIAN = 50;
    private static final int NEARLY_ALL = 99;
    private static final double MILLIS = 1_000;

    private record Span(Duration back, Duration step) {
    }

    /**
     * What a source or destination has done in the whole time.
     *
     * @param median    within which half of the records were delivered; empty without any
     * @param nearlyAll within which 99 of 100 were
     */
    public record Sum(String name, long count, String median, String nearlyAll) {
    }

    /** A marker in words. */
    public record MarkerLine(Instant at, String text) {
    }

    private static final Map<String, Span> SPANS = new TreeMap<>(Map.of(
            "hour", new Span(Duration.ofHours(1), Duration.ofMinutes(1)),
            "day", new Span(Duration.ofDays(1), Duration.ofMinutes(10)),
            "month", new Span(Duration.ofDays(30), Duration.ofHours(1))));

    private final JournalOperations operations;
    private final PageRenderer renderer;
    private final Clock clock;

    public HistoryPages(JournalOperations operations, PageRenderer renderer, Clock clock) {
        this.operations = operations;
        this.renderer = renderer;
        this.clock = clock;
    }

    /** The page, with what came in all, for those who see no charts. */
    public PageAnswer page(PageRequest request) {
        String span = span(request);
        Map<String, CounterSample> first = new TreeMap<>();
        Map<String, CounterSample> last = new TreeMap<>();
        for (CounterSample sample : samples(span)) {
            first.putIfAbsent(sample.name(), sample);
            last.put(sample.name(), sample);
        }
        List<Sum> sums = new ArrayList<>();
        first.forEach((name, begin) -> sums.add(sum(named(name), begin, last.getOrDefault(name, begin))));
        return renderer.answer("over-time", "over-time", Installation.SERAI + " status --json", request.visitor(),
                Map.of("span", span, "sums", sums, "markers", markers(span)));
    }

    /** What is counted, in words: a name such as {@code destination lrs} says first of what. */
    private String named(String name) {
        String[] words = name.split(" ", 2);
        return renderer.texts().of("time.of." + words[0], words[1]);
    }

    private static Sum sum(String name, CounterSample begin, CounterSample end) {
        Latencies taken = end.latency().since(begin.latency());
        return new Sum(name, Math.max(0, end.done() - begin.done()), shown(taken, MEDIAN), shown(taken, NEARLY_ALL));
    }

    private static String shown(Latencies taken, int percent) {
        return taken.percentile(percent).map(PageFormat::latency).orElse("");
    }

    private List<MarkerLine> markers(String span) {
        return operations.markers().since(clock.instant().minus(span(span).back)).stream().map(this::line).toList();
    }

    private MarkerLine line(Marker marker) {
        return new MarkerLine(marker.at(), renderer.texts().of("time.marker." + marker.event().word(), marker.name()));
    }

    /**
     * The numbers: times in seconds, for each name what was done and what failed a minute, dead letters, the lag and latencies, and
     * markers.
     */
    public PageAnswer numbers(PageRequest request) {
        TreeSet<Long> times = new TreeSet<>();
        Map<String, Map<Long, CounterSample>> byName = new TreeMap<>();
        for (CounterSample sample : samples(span(request))) {
            times.add(sample.at().getEpochSecond());
            byName.computeIfAbsent(sample.name(), unused -> new TreeMap<>()).put(sample.at().getEpochSecond(), sample);
        }
        List<Map<String, Object>> series = new ArrayList<>();
        byName.forEach((name, values) -> series.add(series(name, times, values)));
        List<Map<String, Object>> markers = markers(span(request)).stream()
                .map(line -> Map.<String, Object>of("at", line.at.toEpochMilli() / MILLIS, "text", line.text)).toList();
        try {
            return new PageAnswer(200, "application/json",
                    JSON.writeValueAsString(Map.of("times", times, "series", series, "markers", markers)), Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts and numbers
        }
    }

    /** A time without a sample is a gap: Serai did not run, or its page was off. */
    private static Map<String, Object> series(String name, SortedSet<Long> times, Map<Long, CounterSample> values) {
        List<Double> rate = new ArrayList<>();
        List<Double> failed = new ArrayList<>();
        List<Double> failing = new ArrayList<>();
        List<Double> lag = new ArrayList<>();
        List<Double> median = new ArrayList<>();
        List<Double> nearlyAll = new ArrayList<>();
        CounterSample before = null;
        for (Long time : times) {
            CounterSample now = values.get(time);
            double minutes = now == null || before == null ? 0 : Duration.between(before.at(), now.at()).toSeconds() / 60.0;
            rate.add(now == null || before == null ? null : Math.max(0, now.done() - before.done()) / minutes);
            failed.add(now == null ? null : (double) now.failed());
            failing.add(now == null || before == null ? null : Math.max(0, now.failed() - before.failed()) / minutes);
            lag.add(now == null ? null : (double) now.lag().toSeconds());
            Latencies taken = now == null || before == null ? Latencies.NONE : now.latency().since(before.latency());
            median.add(seconds(taken, MEDIAN));
            nearlyAll.add(seconds(taken, NEARLY_ALL));
            before = now == null ? before : now;
        }
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", name);
        one.put("rate", rate);
        one.put("failed", failed);
        one.put("failing", failing);
        one.put("lag", lag);
        one.put("p50", median);
        one.put("p99", nearlyAll);
        return one;
    }

    private static @Nullable Double seconds(Latencies taken, int percent) {
        return taken.percentile(percent).map(within -> within.toMillis() / MILLIS).orElse(null);
    }

    private List<CounterSample> samples(String span) {
        Span asked = span(span);
        return operations.history().since(clock.instant().minus(asked.back), asked.step);
    }

    private static Span span(String name) {
        return SPANS.getOrDefault(name, new Span(Duration.ofHours(1), Duration.ofMinutes(1)));
    }

    private static String span(PageRequest request) {
        return request.parameter("span").filter(SPANS::containsKey).orElse("hour");
    }
}
