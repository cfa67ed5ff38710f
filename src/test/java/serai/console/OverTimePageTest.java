package serai.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import serai.journal.attempt.Latencies;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.history.CounterSample;
import serai.journal.operations.history.Marker;
import serai.journal.operations.history.Marker.Event;
import serai.testkit.browser.Browser;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether somebody sees in a browser what came and went in the last hour. */
class OverTimePageTest {

    @Test
    void drawsWhatCameAndWentAndSaysItInNumbers(@TempDir Path data) throws Exception {
        try (ConsoleRun serai = ConsoleRun.start(data); JournalOperations operations = serai.runtime.serai().operations()) {
            Instant begin = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(50));
            for (int minute = 0; minute < 50; minute++) {
                note(operations, begin.plus(Duration.ofMinutes(minute)), minute);
            }
            operations.mark(new Marker(begin.plus(Duration.ofMinutes(20)), "lrs", Event.STOPPED));
            operations.mark(new Marker(begin.plus(Duration.ofMinutes(25)), "lrs", Event.RESUMED));
            try (Browser browser = serai.browser()) {
                browser.open("/over-time");
                await().atMost(30, SECONDS).until(() -> browser.all("#charts[data-drawn] canvas").size() == 6);

                assertThat(browser.text("#charts")).contains("Accepted a minute", "Delivered a minute", "Failed a minute",
                        "Dead letters", "Lag",
                        "lrs p50", "lrs p99");
                assertThat(browser.text(".table tbody tr:nth-child(1)"))
                        .isEqualTo("destination lrs " + square(49) + " 98 ms 98 ms");
                assertThat(browser.text(".table tbody tr:nth-child(2)")).isEqualTo("source mct 98");
                assertThat(serai.get("/over-time.json?span=hour").body()).contains("\"name\":\"destination lrs\"",
                        "[null,1.0,3.0,5.0,", "\"p50\":[null,0.098,0.098,", "\"text\":\"lrs stopped\"");
                assertThat(browser.text(".markers")).contains("lrs stopped", "lrs resumed", "Serai started");
                browser.script("document.querySelector('figure').focus()");
                browser.find("figure").sendKeys(Keys.ARROW_LEFT, "+");
                await().atMost(30, SECONDS).untilAsserted(() -> assertThat(browser.text("figure .u-legend")).contains("mct", "2"));
                assertThat(browser.complaints()).isEmpty();
                browser.everywhere("over-time");
            }
        }
    }

    private static String square(int number) {
        return String.format(Locale.ROOT, "%,d", number * number).replace(',', '\u202f');
    }

    private static void note(JournalOperations operations, Instant at, int minute) {
        operations.noteCounters(List.of(
                new CounterSample(at, "source mct", 2L * minute, 0, 0, Duration.ZERO, 0),
                new CounterSample(at, "destination lrs", (long) minute * minute, minute / 10, minute % 7,
                        Duration.ofSeconds(minute % 9),
                        minute, new Latencies(new TreeMap<>(Map.of(27, 1L))))));
    }
}
