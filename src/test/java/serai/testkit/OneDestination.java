package serai.testkit;

import org.apache.camel.impl.DefaultCamelContext;
import serai.Serai;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Journal;
import serai.model.LearningRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Serai with the route of one destination and no source, as users would have it in their own folder of routes. Records are
 * appended to its journal directly; everything behind the journal is as it is shipped, with short back-offs.
 */
public final class OneDestination extends StartedContext {

    private static final Path SHIPPED = Path.of("routes");
    private static final Path SHIPPED_BUT_UNUSED = Path.of("docs/destinations");

    private final String name;
    private final Path folder;
    private final Properties settings = new Properties();
    private Serai serai;

    /**
     * @param name   of the destination; if a route of that name is shipped, it is there already
     * @param folder for data and routes; empty
     */
    public OneDestination(String name, Path folder) throws IOException {
        this.name = name;
        this.folder = folder;
        PrivateFolder.make(folder.resolve("routes"));
        copy(SHIPPED, "errors-delivery.camel.yaml");
        for (Path shipped : List.of(SHIPPED, SHIPPED_BUT_UNUSED)) {
            String file = "destination-" + name + ".camel.yaml";
            if (Files.exists(shipped.resolve(file))) {
                copy(shipped, file);
            }
        }
        settings.setProperty("serai.data", data().toString());
        settings.setProperty("serai.routes", "file:" + folder.resolve("routes"));
        settings.setProperty("serai.retry.delay.ms", "20");
        settings.setProperty("serai.retry.delay.max.ms", "100");
    }

    private void copy(Path from, String file) throws IOException {
        Path to = folder.resolve("routes").resolve(file);
        PrivateFolder.make(to.getParent());
        Files.copy(from.resolve(file), to);
    }

    public OneDestination with(String setting, Object value) {
        settings.setProperty(setting, value.toString());
        return this;
    }

    /** Writes a route of the test's own. */
    public OneDestination withRoute(String file, String yaml) throws IOException {
        Files.writeString(folder.resolve("routes").resolve(file), yaml);
        return this;
    }

    /** Copies a template that is shipped with the recipes in {@code docs/destinations}. */
    public OneDestination withShipped(String template) throws IOException {
        copy(SHIPPED_BUT_UNUSED, template);
        return this;
    }

    /** Writes the destination's own route: these steps, in YAML. */
    public OneDestination withSteps(String steps) throws IOException {
        return withRoute("destination-%s.camel.yaml".formatted(name), """
                - route:
                    id: destination-%1$s
                    description: A user's own
                    routeConfigurationId: delivery
                    from:
                      uri: journal:%1$s
                      steps:
                """.formatted(name) + steps.indent(8));
    }

    /** Writes the destination's own route: one bean that processes what it is given. */
    public OneDestination withStep(String bean) throws IOException {
        return withSteps("- process:\n    ref: " + bean + "\n");
    }

    /** Copies the warehouse's statements, so that a test can change them. */
    public OneDestination withStatements(String dialect) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/sql", dialect))) {
            for (Path file : files.toList()) {
                copy(SHIPPED, "sql/" + dialect + "/" + file.getFileName());
            }
        }
        return this;
    }

    /** Copies the route of {@code docs/alerts} of that name, and its template. */
    public OneDestination withAlerts(String name) throws IOException {
        Path shipped = Path.of("docs/alerts");
        copy(shipped, "alerts-%s.camel.yaml".formatted(name));
        if (Files.exists(shipped.resolve("alerts-%s.jslt".formatted(name)))) {
            copy(shipped, "alerts-%s.jslt".formatted(name));
        }
        return with("serai.alerts.%s.kinds".formatted(name), "destination-stopped");
    }

    public Path statements(String dialect) {
        return folder.resolve("routes/sql").resolve(dialect);
    }

    /** @param beans names and beans that its routes use, in turn */
    public OneDestination start(Object... beans) throws Exception {
        context = new DefaultCamelContext();
        context.getPropertiesComponent().setInitialProperties(settings);
        for (int i = 0; i < beans.length; i += 2) {
            context.getRegistry().bind((String) beans[i], beans[i + 1]);
        }
        serai = Serai.addTo(context);
        context.start();
        return this;
    }

    public Path data() {
        return folder.resolve("data");
    }

    /** Appends a course completion of each learner; returns when all are stored. */
    public void append(String... learners) {
        append(Stream.of(learners).map(Records::completion).toArray(LearningRecord[]::new));
    }

    public void append(LearningRecord... records) {
        Stream.of(records).map(record -> writer().append(record, Set.of(name)).toCompletableFuture()).toList()
                .forEach(append -> append.join());
    }

    /** Appends records before anything is started, so that they are one page. */
    public OneDestination holding(LearningRecord... records) throws IOException {
        PrivateFolder.make(data());
        try (Journal journal = SqliteStore.open(data().resolve("journal.db"), JournalBounds.DEFAULT, Clock.systemUTC())) {
            Stream.of(records).forEach(record -> journal.append(record, Set.of(name)).toCompletableFuture().join());
        }
        return this;
    }

    public OneDestination holding(String... learners) throws IOException {
        return holding(Stream.of(learners).map(Records::completion).toArray(LearningRecord[]::new));
    }

    public Balance balance() {
        Balance balance = journal().balances().get(name);
        assertThat(balance.isEven()).isTrue();
        return balance;
    }

    public DestinationState state() {
        return journal().destinations().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow().state();
    }

    public void untilBalance(int routed, int delivered, int pending, int dead) {
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(balance()).isEqualTo(new Balance(routed, delivered, pending, dead, 0)));
    }

    public void untilDelivered(int records) {
        untilBalance(records, records, 0, 0);
    }

    /** Until everything that was named for it is delivered. */
    public void untilBalanced() {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(balance().delivered()).isEqualTo(balance().routed()));
    }

    public void untilStopped(FailureClass why) {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(state().stopped()).isEqualTo(why));
    }

    /** What an operator can do; the caller closes it. */
    public JournalOperations operations() {
        return serai.operations();
    }

    /** Resumes the destination, as an embedder does; has no effect if its next attempt came first and succeeded. */
    public void resume() {
        try (JournalOperations operations = serai.operations()) {
            operations.destinations().resume(name, false);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("nothing to resume");
            assertThat(state().isTroubled()).as("its next attempt came first").isFalse();
        }
    }

    /** Rows of the journal, columns joined by a bar. */
    public List<String> journalRows(String sql) throws SQLException {
        return Kept.rowsAt("jdbc:sqlite:" + data().resolve("journal.db"), sql);
    }
}
