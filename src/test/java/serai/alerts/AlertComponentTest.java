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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.alerts.signs.AlertCondition;
import serai.alerts.signs.AlertType;
import serai.alerts.signs.Sign;
import serai.journal.JournalReport;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.steps.AlertUri;
import serai.testkit.Logged;
import serai.testkit.Records;
import serai.testkit.journal.OperatedJournal;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the routes of the component get while the journal can't be used, and what becomes of alerts when they stop. */
class AlertComponentTest {

    private static final Sign DISK =
            found -> found.accept(AlertCondition.begins(AlertType.DISK_FULL, "disk", "it is full", "tidy up"));

    private static final Sign SECRET =
            found -> found.accept(AlertCondition.begins(AlertType.SECRET_ENDS, "token", "it ends", "renew it"));

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

    private static JournalReport unreadable() {
        return (JournalReport) Proxy.newProxyInstance(AlertComponentTest.class.getClassLoader(),
                new Class<?>[]{JournalReport.class}, (proxy, method, arguments) -> {
                    throw new JournalUnavailableException("no database", null);
                });
    }

    private static AlertComponent component(JournalReport report, Supplier<JournalOperations> operations, Sign... signs) {
        return new AlertComponent(new AlertComponent.Watched(report, operations, unused -> List.of(signs), "journal",
                Duration.ofMillis(10), Duration.ZERO, Duration.ZERO, Clock.systemUTC()));
    }

    private JournalOperations operations() {
        return JournalOperations.open(serai.file(), serai.clock());
    }

    private void start(AlertComponent component, Processor... routes) throws Exception {
        context.addComponent(AlertUri.SCHEME, component);
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

    private void alter(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + serai.file());
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    @Test
    void tellsAndTriesAgainWhileTheJournalCanNotBeRead() throws Exception {
        try (Logged log = new Logged()) {
            start(component(unreadable(), this::operations, DISK), exchange -> {
                told.add(name(exchange));
                if (told.size() == 1) {
                    throw new IllegalStateException("not yet");
                }
            });
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(told).containsExactly("disk-full/disk", "disk-full/disk",
                    "journal-unavailable/journal"));
            assertThat(log.lines().filter(line -> line.contains("thread"))).as("it is no fault of the thread").isEmpty();
        }
    }

    @Test
    void tellsOfAJournalThatCanBeReadAndNotWritten() throws Exception {
        serai.append(Records.completion("anna"), "lrs");
        for (String table : List.of("alert", "sample")) {
            alter("CREATE TRIGGER no_%s BEFORE INSERT ON %s BEGIN INSERT INTO gone VALUES (1); END".formatted(table, table));
        }
        try (Logged log = new Logged()) {
            start(component(serai.journal(), this::operations), exchange -> told.add(name(exchange) + " "
                    + exchange.getMessage().getHeader("state")));
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(told).containsExactly("journal-unavailable/journal begun"));
            assertThat(log.lines().filter(line -> line.contains("counters can't be noted"))).singleElement().asString()
                    .contains("can't be written to");

            alter("DROP TRIGGER no_alert", "DROP TRIGGER no_sample");
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(told).containsExactly("journal-unavailable/journal begun",
                    "journal-unavailable/journal ended"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void logsWhatIsNotSentWhenItsRouteStopsAndTellsTheOthersOn(boolean arrives) throws Exception {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        try (Logged log = new Logged()) {
            start(component(serai.journal(), this::operations, DISK, SECRET), exchange -> {
                sending.countDown();
                sent.await();
                if (!arrives) {
                    throw new IllegalStateException("not now");
                }
            }, exchange -> told.add(name(exchange)));
            assertThat(sending.await(30, SECONDS)).isTrue();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stop("alerts-0"));
            String givenUp = "An alert is given up, since alerts-0 stops before it could be sent: ";
            await().atMost(30, SECONDS)
                    .untilAsserted(() -> assertThat(log.lines().filter(line -> line.contains(givenUp))).isNotEmpty());
            assertThat(log.lines().filter(line -> line.contains(givenUp))).as("of the one that is being sent it isn't known yet")
                    .singleElement().asString().contains(givenUp + "Serai: it ends. renew it.");
            sent.countDown();
            stopped.get(60, SECONDS);

            await().atMost(30, SECONDS)
                    .untilAsserted(() -> assertThat(told).containsExactly("disk-full/disk", "secret-ends/token"));
            assertThat(log.lines().filter(line -> line.contains(givenUp + "Serai: it is full. tidy up."))).hasSize(arrives ? 0 : 1);
            assertThat(log.lines().filter(line -> line.contains("tried again"))).isEmpty();
        } finally {
            sent.countDown();
        }
    }

    private void stop(String route) {
        try {
            context.getRouteController().stopRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Many times, since what is looked for takes two that stop at the same instant. */
    @Test
    void endsWhenTwoRoutesStopAtTheSameTime() throws Exception {
        AlertComponent component = component(serai.journal(), () -> {
            throw new JournalUnavailableException("no database", null);
        });
        component.setCamelContext(context);
        AlertEndpoint endpoint = new AlertEndpoint("serai-alert:all", component, Set.of());
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 500; i++) {
                CyclicBarrier together = new CyclicBarrier(2);
                List<Future<?>> ends = new ArrayList<>();
                for (int of = 0; of < 2; of++) {
                    AlertConsumer reader = new AlertConsumer(endpoint, component, exchange -> {});
                    component.begin(reader);
                    ends.add(two.submit(() -> {
                        together.await();
                        component.end(reader);
                        return null;
                    }));
                }
                for (Future<?> end : ends) {
                    end.get(30, SECONDS);
                }
                assertThat(component.isLooking()).as("at turn %s", i).isFalse();
            }
        } finally {
            two.shutdownNow();
        }
    }
}
