package serai.alerts;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.alerts.signs.AlertCondition;
import serai.alerts.signs.AlertKind;
import serai.alerts.signs.Sign;
import serai.journal.JournalReport;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.simulation.OperatedJournal;
import serai.steps.AlertUri;
import serai.testkit.Logged;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the routes of the component get while the journal can't be read, and what becomes of alerts when they stop. */
class AlertComponentTest {

    private static final Sign DISK =
            found -> found.accept(AlertCondition.begins(AlertKind.DISK_FULL, "disk", "it is full", "tidy up"));

    @TempDir
    private Path folder;
    private OperatedJournal serai;
    private final CamelContext context = new DefaultCamelContext();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void begin() {
        serai = new OperatedJournal(folder);
    }

    @AfterEach
    void close() {
        context.stop();
        serai.close();
    }

    private void start(Processor... routes) throws Exception {
        JournalReport unreadable = (JournalReport) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{JournalReport.class}, (proxy, method, arguments) -> {
                    throw new JournalUnavailableException("no database", null);
                });
        context.addComponent(AlertUri.SCHEME, new AlertComponent(new AlertComponent.Watched(unreadable,
                () -> JournalOperations.open(serai.file(), serai.clock()), operations -> List.of(DISK), "journal",
                Duration.ofMillis(10), Duration.ZERO, Duration.ZERO, Clock.systemUTC())));
        for (int i = 0; i < routes.length; i++) {
            Processor route = routes[i];
            String id = "alerts-" + i;
            context.addRoutes(new RouteBuilder() {

                @Override
                public void configure() {
                    from(AlertUri.SCHEME + ":all").routeId(id).errorHandler(noErrorHandler()).process(route);
                }
            });
        }
        context.start();
    }

    private static String name(Exchange exchange) {
        return exchange.getMessage().getHeader("name", String.class);
    }

    @Test
    void tellsAndTriesAgainWhileTheJournalCanNotBeRead() throws Exception {
        try (Logged log = new Logged()) {
            start(exchange -> {
                told.add(name(exchange));
                if (told.size() == 1) {
                    throw new IllegalStateException("not yet");
                }
            });
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(told).containsExactly("disk-full/disk", "disk-full/disk"));
            assertThat(log.lines().filter(line -> line.contains("thread"))).as("it is no fault of the thread").isEmpty();
        }
    }

    @Test
    void logsWhatWaitsWhenItsRouteStopsAndTellsTheOthersOn() throws Exception {
        try (Logged log = new Logged()) {
            start(exchange -> {
                throw new IllegalStateException("not now");
            }, exchange -> told.add(name(exchange)));
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(log.lines()
                    .filter(line -> line.contains("An alert can't be sent by alerts-0"))).isNotEmpty());
            context.getRouteController().stopRoute("alerts-0");

            assertThat(log.lines().filter(line -> line.contains("given up"))).singleElement().asString().contains(
                    "An alert is given up, since alerts-0 stops before it could be sent: Serai: it is full. tidy up.");
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(told).containsExactly("disk-full/disk"));
        }
    }
}
