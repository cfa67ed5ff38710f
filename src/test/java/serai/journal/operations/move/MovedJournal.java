package serai.journal.operations.move;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.JournalUnavailableException;
import serai.journal.attempt.FailureClass;
import serai.journal.postgresql.Instance;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Settlement;
import serai.model.Payload;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;
import serai.testkit.journal.OperatedJournal;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** A journal with something in each of its tables, and the other store to which it goes. */
abstract class MovedJournal {

    @TempDir
    Path folder;
    final SettableClock clock = new SettableClock(Records.RECEIVED.plus(Duration.ofDays(1)));
    Path file;
    String url;
    final List<String> told = new ArrayList<>();

    @BeforeEach
    void fill() throws SQLException, IOException {
        url = SharedPostgres.database();
        Path data = PrivateFolder.make(folder.resolve("data"));
        file = data.resolve("journal.db");
        try (OperatedJournal serai = new OperatedJournal(data)) {
            serai.destination("lrs").fails(FailureClass.REFUSED, "anna");
            serai.destination("lrs").leavesOut("learner-3");
            serai.destination("archive");
            serai.append(completion("old"), "lrs", "archive");
            serai.runFor(Duration.ofSeconds(3));
            serai.clock().turn(Duration.ofDays(31));
            serai.append(completion("young").withReceivedAt(serai.clock().instant()), "archive");
            assertThat(serai.purge()).as("with what is known of it sorted").isEqualTo(1);
            serai.journal().settle(new Settlement("archive", 1, DestinationState.at(1), List.of(), Set.of(), Set.of(), false,
                    Map.of("day.jsonl", "1024"))).toCompletableFuture().join();
            serai.append(completion("anna"), "lrs", "archive");
            for (int i = 0; i < 20; i++) {
                serai.append(login("learner-" + i), "lrs", "archive");
            }
            serai.append(completion("dora"), "unrouted");
            serai.append(completion("ben"), "lrs");
            serai.append(completion("ben", new BigDecimal("51")), "lrs");
            serai.journal().reject("praesidium", "no JSON", Payload.of("nö".getBytes(StandardCharsets.UTF_8)))
                    .toCompletableFuture().join();
            serai.journal().countUnkept("mct", "LOGGED_IN", "router").toCompletableFuture().join();
            serai.runFor(Duration.ofSeconds(3));
            serai.append(completion("cleo"), "lrs", "archive");
        }
    }

    @AfterEach
    void isWhole() {
        told.clear();
    }

    PostgresqlAddress address() {
        return new PostgresqlAddress(url, SharedPostgres.USER, SharedPostgres.USER, Map.of());
    }

    void toPostgresql() throws IOException {
        JournalMove.toPostgresql(file, address(), clock, told::add).run();
    }

    void toSqlite() throws IOException {
        JournalMove.toSqlite(address(), file, clock, told::add).run();
    }

    SqlJournal openFile() {
        return SqliteStore.open(file, JournalBounds.DEFAULT, clock);
    }

    SqlJournal openDatabase() {
        return PostgresqlStore.open(address(), Instance.named("a", "1", Set.of()), JournalBounds.DEFAULT, clock);
    }

    static Map<String, Balance> balances(SqlJournal journal) {
        try (journal) {
            return journal.balances();
        }
    }

    /** What ends a process in the middle of a move. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    interface Making {
        JournalMove move(Consumer<String> progress);
    }

    void killedAt(int step, Making making) throws IOException {
        try {
            making.move(line -> {
                told.add(line);
                if (told.size() == step) {
                    throw new Killed();
                }
            }).run();
        } catch (Killed e) {
            assertThat(told).hasSize(step);
        }
    }

    /** How many of the two may be run with. */
    int opening() {
        int opening = 0;
        for (var open : List.<Supplier<SqlJournal>>of(this::openFile, this::openDatabase)) {
            try {
                open.get().close();
                opening++;
            } catch (JournalUnavailableException e) {
                assertThat(e).hasMessageMatching("(?s).*(was moved to|not complete yet).*");
            }
        }
        return opening;
    }
}
