package serai.console.pages;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came and went over time: the page, and the numbers that its charts draw. */
public final class HistoryPages {

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

    /** The page, with sums in words, for readers who see no charts. */
    public PageAnswer page(PageRequest request) {
        String span = span(request);
        return renderer.answer("over-time", "over-time", Installation.SERAI + " status --json", request.visitor(),
                Map.of("span", span, "sums", sums(span), "markers", markers(span)));
    }

    /** The part of the page that says in words and numbers what the charts draw. */
    String told(String span) {
        return renderer.part("over-time-told", Map.of("sums", sums(span), "markers", markers(span)));
    }

    private List<Sum> sums(String span) {
        Map<String, CounterSample> first = new TreeMap<>();
        Map<String, CounterSample> last = new TreeMap<>();
        for (CounterSample sample : samples(span)) {
            first.putIfAbsent(sample.name(), sample);
            last.put(sample.name(), sample);
        }
        List<Sum> sums = new ArrayList<>();
        first.forEach((name, begin) -> sums.add(sum(named(name), begin, last.getOrDefault(name, begin))));
        return sums;
    }

    /** A counter's name in words. Its first word says what is counted, as in {@code destination lrs}. */
    private String named(String name) {
        String[] words = name.split(" ", 2);
        return renderer.texts().of("time.of." + words[0], words[1]);
    }

    private static Sum sum(String name, CounterSample begin, CounterSample end) {
        Latencies taken = end.latency().since(begin.latency());
        return new Sum(name, Math.max(0, end.done() - begin.done()), shown(taken, HistoryNumbers.MEDIAN),
                shown(taken, HistoryNumbers.NEARLY_ALL));
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

    /** The numbers of the charts. */
    public PageAnswer numbers(PageRequest request) {
        String span = span(request);
        return new PageAnswer(200, "application/json", numbers(span).json(), Map.of());
    }

    /** The numbers of a span such as {@code hour}, as of now. */
    HistoryNumbers numbers(String span) {
        return HistoryNumbers.of(samples(span),
                markers(span).stream().map(line -> HistoryNumbers.Happened.of(line.at, line.text)).toList());
    }

    private List<CounterSample> samples(String span) {
        Span asked = span(span);
        return operations.history().since(clock.instant().minus(asked.back), asked.step);
    }

    private static Span span(String name) {
        return SPANS.getOrDefault(name, new Span(Duration.ofHours(1), Duration.ofMinutes(1)));
    }

    /** The name of the span that is asked for; {@code hour} if there is none of that name. */
    public static String span(PageRequest request) {
        return request.parameter("span").filter(SPANS::containsKey).orElse("hour");
    }
}
