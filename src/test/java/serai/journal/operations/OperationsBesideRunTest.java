package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.testkit.EmbeddedSerai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What operators decide beside a Serai with real routes that runs, and what a start refuses. */
class OperationsBesideRunTest {

    @TempDir
    private Path folder;
    private EmbeddedSerai serai;
    private Path routes;

    @BeforeEach
    void prepare() throws IOException {
        routes = folder.resolve("routes");
        Path shipped = Path.of("routes");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.toList()) {
                Files.copy(file, routes.resolve(shipped.relativize(file)));
            }
        }
        serai = new EmbeddedSerai(folder.resolve("data")).with("serai.routes", "file:" + routes);
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    @Test
    void aStoppedDestinationIsTriedWithinSecondsOfResume() throws Exception {
        serai.http().lrs().answersNext(404, Map.of());
        serai.start();
        serai.publish(EmbeddedSerai.mctSequence().get(0));
        await().atMost(30, SECONDS)
                .until(() -> serai.journal().destinations().stream()
                        .anyMatch(one -> one.name().equals("lrs") && one.state().stopped() == FailureClass.MISCONFIGURED));
        serai.http().lrs().behaves();

        try (JournalOperations operations = operations()) {
            operations.destinations().resume("lrs", false);
        }

        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(serai.journal().balances().get("lrs")).isEqualTo(new Balance(1, 1, 0, 0, 0)));
    }

    @Test
    void aStartIsRefusedWhereNoRouteReadsWhatIsPendingUntilThatIsGivenUp() throws Exception {
        serai.http().lrs().answersNext(404, Map.of());
        serai.start();
        serai.publish(EmbeddedSerai.mctSequence().get(0));
        await().atMost(30, SECONDS).until(() -> serai.journal().balances().containsKey("lrs"));
        serai.stop();
        Files.delete(routes.resolve("destination-lrs.camel.yaml"));
        Path router = routes.resolve("router.camel.yaml");
        Files.writeString(router, Files.readString(router).replace(",lrs", ""));

        assertThatThrownBy(() -> serai.start()).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("records are pending for 'lrs' (1), and no route reads journal:lrs; put that route back, "
                        + "or drop these records: ./serai destinations drop lrs --why \"…\"");
        serai.stop();

        try (JournalOperations operations = operations()) {
            assertThat(operations.destinations().drop("lrs", "no longer licensed")).isOne();
        }
        serai.start();
        assertThat(serai.journal().balances().get("lrs")).isEqualTo(new Balance(1, 0, 0, 0, 1));
    }

    private JournalOperations operations() {
        return JournalOperations.open(serai.data().resolve("journal.db"), Clock.systemUTC());
    }
}
