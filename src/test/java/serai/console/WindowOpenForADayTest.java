package serai.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.console.access.ConsoleUsers;
import serai.console.flow.FlowReader.Running;
import serai.journal.camel.JournalComponent;
import serai.testkit.EmbeddedSerai;
import serai.testkit.SettableClock;
import serai.testkit.browser.Browser;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether a window that stays open takes no memory, of Serai's or of the browser's: in the campaign for a day, at its own pace. */
class WindowOpenForADayTest {

    private static final int LOOKS = Integer.getInteger("serai.console.looks", 1_000);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final int SERVER_MORE_MAX_BYTES = 6 << 20;
    private static final int BROWSER_MORE_MAX_BYTES = 3 << 20;
    private static final int NODES_MORE_MAX = 1_000;

    /** The counts of the browser, after a collection of its garbage. */
    private record Held(long server, long browser, long nodes) {
    }

    @Test
    void takesNoMoreMemoryThanAfterItsFirstMinutes(@TempDir Path data) throws Exception {
        Vertx vertx = Vertx.vertx();
        SettableClock clock = new SettableClock(Clock.systemUTC().instant());
        try (ConsoleRun serai = ConsoleRun.start(data);
                Console console = new Console(serai.runtime.context(), serai.runtime.serai().journal(),
                        new ConsoleExposure(true, true, false), ConsoleUsers.none(), null, 2,
                        () -> new Running(Map.of(), Map.of(), null, ""),
                        serai.runtime.context().getComponent("journal", JournalComponent.class).deliveries()::latencies,
                        serai.runtime.serai().operations(), clock)) {
            Router router = Router.router(vertx);
            console.put(router, vertx);
            HttpServer server = vertx.createHttpServer().requestHandler(router).listen(0, "localhost").toCompletionStage()
                    .toCompletableFuture().get(30, SECONDS);
            try (Browser browser = Browser.at("http://localhost:" + server.actualPort())) {
                browser.open("/");
                looks(LOOKS / 5, console, clock, serai, browser);
                Held before = held(browser);
                looks(LOOKS, console, clock, serai, browser);
                Held after = held(browser);
                System.out.printf("%,d looks: %s, and then %s%n", LOOKS, before, after);

                // What other tests of this process have left goes with time; what the page holds does not.
                await().atMost(60, SECONDS).pollInterval(1, SECONDS)
                        .untilAsserted(() -> assertThat(held(browser).server - before.server)
                                .as("bytes of Serai's").isLessThan(SERVER_MORE_MAX_BYTES));
                assertThat(after.browser - before.browser).as("bytes of the page's").isLessThan(BROWSER_MORE_MAX_BYTES);
                assertThat(after.nodes - before.nodes).as("nodes of the page's").isLessThan(NODES_MORE_MAX);
                assertThat(browser.complaints()).isEmpty();
                assertThat(serai.runtime.serai().operations().history().before("lrs", clock.instant())).hasValueSatisfying(
                        noted -> assertThat(noted.latency().counts()).as("how long records took").isNotEmpty());
            }
        } finally {
            vertx.close();
        }
    }

    /** Each shows a new time at least; now and then an event comes. */
    private static void looks(int count, Console console, SettableClock clock, ConsoleRun serai, Browser browser) throws Exception {
        for (int i = 0; i < count; i++) {
            if (i % 100 == 0) {
                serai.post(EmbeddedSerai.resource("praesidium-course-completed.json").replace("2018-03-01 17:45:37",
                        clock.instant().toString().substring(0, 19).replace('T', ' ')));
                browser.script("return 1"); // in time with the browser, which has to draw all of it
            }
            clock.turn(LOOK_EVERY);
            console.look();
        }
        long accepted = serai.runtime.serai().journal().sources().values().stream().mapToLong(one -> one.accepted()).sum();
        await().atMost(60, SECONDS).untilAsserted(() -> {
            console.look();
            assertThat(browser.text("#source-praesidium")).contains("accepted\n" + accepted);
        });
    }

    private static Held held(Browser browser) {
        System.gc();
        long server = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        browser.driver().executeCdpCommand("HeapProfiler.enable", Map.of());
        browser.driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        browser.driver().executeCdpCommand("Performance.enable", Map.of());
        List<?> metrics = (List<?>) browser.driver().executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
        return new Held(server, metric(metrics, "JSHeapUsedSize"), metric(metrics, "Nodes"));
    }

    private static long metric(List<?> metrics, String name) {
        return metrics.stream().map(one -> (Map<?, ?>) one).filter(one -> name.equals(one.get("name")))
                .map(one -> ((Number) one.get("value")).longValue()).findFirst().orElseThrow();
    }
}
