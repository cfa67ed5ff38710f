package serai.console.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import serai.console.view.PageRenderer;
import serai.console.web.PageAnswer;
import serai.console.web.PageRequest;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.history.CounterSample;

import java.time.Clock;
import java.time.Duration;
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

    private record Span(Duration back, Duration step) {
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
        Map<String, Long> sums = new TreeMap<>();
        Map<String, CounterSample> first = new TreeMap<>();
        for (CounterSample sample : samples(span)) {
            CounterSample begin = first.computeIfAbsent(sample.name(), unused -> sample);
            sums.put(sample.name(), Math.max(0, sample.done() - begin.done()));
        }
        return renderer.answer("over-time", "over-time", "", request.visitor(), Map.of("span", span, "sums", sums));
    }

    /** The numbers: times in seconds, and for each name what was done a minute, what failed, and the lag. */
    public PageAnswer numbers(PageRequest request) {
        List<CounterSample> samples = samples(span(request));
        TreeSet<Long> times = new TreeSet<>();
        Map<String, Map<Long, CounterSample>> byName = new TreeMap<>();
        for (CounterSample sample : samples) {
            times.add(sample.at().getEpochSecond());
            byName.computeIfAbsent(sample.name(), unused -> new TreeMap<>()).put(sample.at().getEpochSecond(), sample);
        }
        List<Map<String, Object>> series = new ArrayList<>();
        byName.forEach((name, values) -> series.add(series(name, times, values)));
        try {
            return new PageAnswer(200, "application/json", JSON.writeValueAsString(Map.of("times", times, "series", series)),
                    Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts and numbers
        }
    }

    /** A time without a sample is a gap: Serai did not run, or its page was off. */
    private static Map<String, Object> series(String name, SortedSet<Long> times, Map<Long, CounterSample> values) {
        List<Double> rate = new ArrayList<>();
        List<Double> failed = new ArrayList<>();
        List<Double> lag = new ArrayList<>();
        CounterSample before = null;
        for (Long time : times) {
            CounterSample now = values.get(time);
            double minutes = now == null || before == null ? 0 : Duration.between(before.at(), now.at()).toSeconds() / 60.0;
            rate.add(now == null || before == null ? null : Math.max(0, now.done() - before.done()) / minutes);
            failed.add(now == null ? null : (double) now.failed());
            lag.add(now == null ? null : (double) now.lag().toSeconds());
            before = now == null ? before : now;
        }
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", name);
        one.put("rate", rate);
        one.put("failed", failed);
        one.put("lag", lag);
        return one;
    }

    private List<CounterSample> samples(String span) {
        Span asked = SPANS.getOrDefault(span, new Span(Duration.ofHours(1), Duration.ofMinutes(1)));
        return operations.history().since(clock.instant().minus(asked.back), asked.step);
    }

    private static String span(PageRequest request) {
        return request.parameter("span").filter(SPANS::containsKey).orElse("hour");
    }
}
