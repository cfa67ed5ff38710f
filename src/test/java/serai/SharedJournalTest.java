package serai;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.SourceCounts;
import serai.journal.operations.DeadLetter;
import serai.journal.operations.DeadLetterFilter;
import serai.journal.operations.InstanceReport;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.model.LearningRecord;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;
import serai.testkit.OneDestination;
import serai.testkit.SharedPostgres;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** The main job with a journal in PostgreSQL, which other instances may share. */
class SharedJournalTest {

    private static final String COURSE_COMPLETED = "praesidium-course-completed.as-published.json";

    @TempDir
    private Path folder;
    private String url;
    private String warehouse;

    @BeforeEach
    void prepare() throws SQLException {
        url = SharedPostgres.database();
        warehouse = SharedPostgres.database();
    }

    @Test
    void takesBothSourcesToThreeDestinationsOnceAndGoesOnAfterARestart() throws Exception {
        Kept kept = new Kept(folder);
        try (EmbeddedSerai serai = embedded().start()) {
            serai.publish(EmbeddedSerai.mctSequence().toArray(String[]::new));
            assertThat(serai.post(EmbeddedSerai.resource(COURSE_COMPLETED)).statusCode()).isEqualTo(202);
            assertThat(serai.post(EmbeddedSerai.resource(COURSE_COMPLETED)).statusCode()).isEqualTo(202);

            serai.untilDelivered(8);

            assertThat(serai.http().lrs().statements()).hasSize(8);
            assertThat(serai.journal().sources()).containsEntry("praesidium", new SourceCounts(1, 1, 0, 0));
        }
        assertThat(kept.archived(".jsonl")).hasSize(8).doesNotHaveDuplicates();
        assertThat(folder.resolve("journal.db")).doesNotExist();

        try (EmbeddedSerai serai = embedded().start()) {
            assertThat(serai.post(EmbeddedSerai.resource("praesidium-learning-path-completed.as-published.json")).statusCode())
                    .isEqualTo(202);
            serai.untilDelivered(9);
            assertThat(serai.http().lrs().statements()).as("delivered since the restart").hasSize(1);
        }
        assertThat(kept.archived(".jsonl")).hasSize(9).doesNotHaveDuplicates();
        assertThat(SharedPostgres.rows(url, "SELECT count(*) FROM lease WHERE until > now()")).containsExactly("0");
    }

    private EmbeddedSerai embedded() throws Exception {
        return new EmbeddedSerai(folder).with("serai.journal.url", url).with("serai.journal.username", SharedPostgres.USER)
                .with("serai.journal.password", SharedPostgres.USER).with("serai.journal.instance", "one")
                .with("serai.archive.on", "one").with("serai.warehouse.url", warehouse)
                .with("serai.warehouse.username", SharedPostgres.USER).with("serai.warehouse.password", SharedPostgres.USER);
    }

    private OneDestination oneDestination(Path folder, String instance) throws Exception {
        return new OneDestination("hr", folder).withStep("step").with("serai.journal.url", url)
                .with("serai.journal.username", SharedPostgres.USER).with("serai.journal.password", SharedPostgres.USER)
                .with("serai.journal.instance", instance).with("serai.archive.on", "none");
    }

    /** What operators do is done to the same tables. */
    @Test
    void aDeadLetterIsSentAgainOnce() throws Exception {
        AtomicBoolean refuses = new AtomicBoolean(true);
        List<String> sent = new ArrayList<>();
        Processor step = exchange -> {
            List<String> learners = records(exchange).stream().map(record -> ((LearningRecord) record).learner().id()).toList();
            if (refuses.get() && learners.contains("anna")) {
                throw new IllegalArgumentException("not this one");
            }
            sent.addAll(learners);
        };
        OneDestination serai = oneDestination(folder, "one").withRoute("errors-delivery.camel.yaml", """
                - routeConfiguration:
                    id: delivery
                    description: What this destination can't take is refused
                    onException:
                      - onException:
                          id: refused
                          exception:
                            - java.lang.IllegalArgumentException
                          steps:
                            - setProperty:
                                name: failure
                                expression:
                                  constant:
                                    expression: refused
                """);
        try (serai) {
            serai.start("step", step);
            serai.append("anna", "ben");
            serai.untilBalance(2, 1, 0, 1);

            refuses.set(false);
            try (JournalOperations operations = serai.operations()) {
                List<DeadLetter> letters = new ArrayList<>();
                operations.deadLetters().each(DeadLetterFilter.ALL, letters::add);
                assertThat(letters).hasSize(1);
                assertThat(operations.deadLetters().get(letters.get(0).id()).record()).contains("anna");
                assertThat(operations.deadLetters().retry(DeadLetterFilter.ALL, ReplayRate.atOnce(Instant.now()))).isEqualTo(1);
                assertThat(operations.records().verify(line -> {
                }).damaged()).isZero();
            }

            serai.untilBalance(2, 2, 0, 0);
            assertThat(sent).containsExactly("ben", "anna");
        }
    }

    @Test
    void onlyOneOfTwoInstancesDeliversAndTheOtherGoesOnWhereItStops() throws Exception {
        List<String> by = new ArrayList<>();
        OneDestination one = oneDestination(folder.resolve("one"), "one");
        OneDestination other = oneDestination(folder.resolve("other"), "other");
        try (one; other) {
            one.start("step", counts(by, "one"));
            one.append("anna");
            one.untilDelivered(1);
            other.start("step", counts(by, "other"));
            try (JournalOperations operations = other.operations()) {
                assertThat(operations.instances()).extracting(InstanceReport::name, InstanceReport::lives, InstanceReport::leases)
                        .containsExactly(tuple("one", true, List.of("hr")), tuple("other", true, List.of()));
            }
            other.append("ben");
            other.untilDelivered(2);
            assertThat(by).containsExactly("one", "one");

            one.close();
            other.append("cleo");
            other.untilDelivered(3);
        }
        assertThat(by).containsExactly("one", "one", "other");
    }

    /** Whoever does not hear that records were appended looks by itself. */
    @Test
    void whatOneTakesInIsDeliveredByTheOtherSoonAlsoWhereNothingIsHeardOfIt() throws Exception {
        List<String> by = new ArrayList<>();
        OneDestination one = oneDestination(folder.resolve("one"), "one");
        OneDestination other = oneDestination(folder.resolve("other"), "other");
        try (one; other) {
            one.start("step", counts(by, "one"));
            one.append("anna");
            one.untilDelivered(1);
            other.start("step", counts(by, "other"));
            for (int i = 2; i < 5; i++) {
                SharedPostgres.execute(url, """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND query ~ '^(LISTEN|SELECT 1$)'""");
                long begin = System.nanoTime();
                other.append("learner-" + i);
                other.untilDelivered(i);
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                System.out.printf("not heard, and delivered by the other instance after %s ms%n", took.toMillis());
                assertThat(took).isLessThan(Duration.ofSeconds(20));
            }
        }
        assertThat(by).containsExactly("one", "one", "one", "one");
    }

    private static Processor counts(List<String> by, String who) {
        return exchange -> records(exchange).forEach(record -> by.add(who));
    }

    private static List<?> records(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    @Test
    void anArchiveThatTwoInstancesWouldWriteIsRefused() throws Exception {
        try (EmbeddedSerai serai = embedded().with("serai.archive.on", "")) {
            assertThatThrownBy(serai::start).hasMessageContaining("serai.archive.on").hasMessageContaining("share a journal");
        }
    }

    @Test
    void aWarehouseThatOnlyOneOfTwoInstancesReachesIsRefused() throws Exception {
        try (EmbeddedSerai serai = embedded().with("serai.warehouse.url", "jdbc:sqlite:" + folder.resolve("warehouse.db"))) {
            assertThatThrownBy(serai::start).hasMessageContaining("a file of SQLite on this machine")
                    .hasMessageContaining("serai.warehouse.url");
        }
    }

    @Test
    void aServerElsewhereIsRefusedWhereNobodyVerifiesIt() throws Exception {
        try (EmbeddedSerai serai = embedded().with("serai.journal.url", "jdbc:postgresql://db.example.org/serai?sslmode=require")) {
            assertThatThrownBy(serai::start).hasMessageContainingAll("serai.journal.url",
                    "certificate is not verified");
        }
    }

    @Test
    void anAddressThatMayLeadToAStandbyIsRefused() throws Exception {
        try (EmbeddedSerai serai = embedded().with("serai.journal.url", url + "?targetServerType=preferPrimary")) {
            assertThatThrownBy(serai::start).hasMessageContaining("serai.journal.url")
                    .hasMessageContaining("may lead to a standby").hasMessageContaining("targetServerType=preferPrimary");
        }
    }
}
