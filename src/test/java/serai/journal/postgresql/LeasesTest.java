package serai.journal.postgresql;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.AdditionalAnswers;
import serai.journal.operations.InstanceReport;
import serai.journal.operations.JournalOperations;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** Leases by a database's clock that goes back: what was written before ends too late by it. */
class LeasesTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    private String url;

    @BeforeEach
    void makeADatabase() throws SQLException {
        url = SharedPostgres.database();
    }

    private LeasedInstance open(int number, String... destinations) throws SQLException {
        return LeasedInstance.open(number, url, CLOCK, List.of(destinations));
    }

    @Test
    void aLeaseOfAnInstanceThatIsGoneIsTakenThoughItEndsInAnHour() throws SQLException {
        LeasedInstance one = open(1, "lrs");
        try (PostgresqlJournal journal = one.journal()) {
            await().atMost(30, SECONDS).until(() -> one.leases().epoch("lrs").isPresent());
            SharedPostgres.execute(url, """
                    UPDATE lease SET instance = gen_random_uuid(), epoch = 2, until = until + interval '1 hour'""");

            await().atMost(30, SECONDS).until(() -> one.leases().epoch("lrs").equals(OptionalLong.of(3)));
        }
    }

    /** No instance here has a route for it; that nobody delivers is told. */
    @Test
    void aLeaseThatIsNotRenewedCountsAsNobodys() throws SQLException {
        LeasedInstance one = open(1);
        try (PostgresqlJournal journal = one.journal()) {
            SharedPostgres.execute(url, """
                    INSERT INTO lease (destination, instance, epoch, until)
                    VALUES ('lrs', gen_random_uuid(), 1, clock_timestamp() + interval '1 hour')""");
            await().atMost(30, SECONDS).until(() -> one.leases().isHeld("lrs"));

            await().atMost(30, SECONDS).until(() -> !one.leases().isHeld("lrs"));
        }
    }

    /** The moment after a fail-over: what the holder has renewed before ends too late, and it has not renewed it since. */
    @Test
    void aLeaseWhoseHolderLivesIsTakenByNobodyThoughItEndsInAnHour() throws SQLException {
        LeasedInstance holder = open(1, "lrs");
        LeasedInstance other = open(2, "lrs");
        try (PostgresqlJournal journal = holder.journal(); PostgresqlJournal others = other.journal()) {
            await().atMost(30, SECONDS)
                    .until(() -> holder.leases().epoch("lrs").isPresent() || other.leases().epoch("lrs").isPresent());
            Leases has = holder.leases().epoch("lrs").isPresent() ? holder.leases() : other.leases();
            Leases hasNot = has == holder.leases() ? other.leases() : holder.leases();

            await().during(12, SECONDS).atMost(60, SECONDS).until(() -> {
                SharedPostgres.execute(url, "UPDATE lease SET until = clock_timestamp() + interval '1 hour'");
                for (int look = 0; look < 5; look++) {
                    hasNot.renew();
                }
                return hasNot.epoch("lrs").isEmpty() && has.epoch("lrs").equals(OptionalLong.of(1));
            });
        }
    }

    @Test
    void anInstanceThatWasSeenInTheFutureDoesNotCount() throws SQLException {
        LeasedInstance one = open(1, "lrs");
        try (PostgresqlJournal journal = one.journal()) {
            SharedPostgres.execute(url, """
                    INSERT INTO instance (id, host, version, begun_at, seen_at, wants)
                    VALUES (gen_random_uuid(), 'gone', '1.0.0', now(), now() + interval '1 hour', 1)""");
            one.leases().release("lrs"); // looks again

            await().during(4, SECONDS).atMost(30, SECONDS).until(one.leases()::isAlone);
            try (JournalOperations operations = JournalOperations.open(PostgresqlJournalTest.address(url), CLOCK)) {
                assertThat(operations.instances()).extracting(InstanceReport::name, InstanceReport::lives)
                        .containsExactlyInAnyOrder(tuple("gone", false), tuple("member-1", true));
            }
        }
    }

    /** The route is removed while its lease is taken: when its delivery ends there is no lease to give back. */
    @Test
    void aLeaseThatIsTakenWhileItsRouteIsRemovedIsLeftToOthers() throws SQLException {
        InstanceOnThread.migrate(url);
        JournalConnections connections = new JournalConnections(PostgresqlJournalTest.address(url));
        CompletableFuture<Leases> removed = new CompletableFuture<>();
        JournalConnections removing = mock(JournalConnections.class);
        when(removing.open(any())).thenAnswer(open -> {
            Connection real = connections.open(open.getArgument(0));
            Connection connection = mock(Connection.class, AdditionalAnswers.delegatesTo(real));
            doAnswer(prepare -> {
                String sql = prepare.getArgument(0);
                if (sql.startsWith("INSERT INTO lease")) {
                    removed.join().wantNoLonger("lrs");
                    removed.join().release("lrs");
                }
                return real.prepareStatement(sql);
            }).when(connection).prepareStatement(anyString());
            return connection;
        });
        try (Leases one = new Leases(removing, PostgresqlJournalTest.instance("member-1"));
                Leases other = new Leases(connections, PostgresqlJournalTest.instance("member-2"))) {
            one.want("lrs");
            removed.complete(one);
            await().atMost(30, SECONDS).until(() -> SharedPostgres.rows(url, "SELECT epoch FROM lease").equals(List.of("1")));

            other.want("lrs");

            await().atMost(30, SECONDS).until(() -> other.epoch("lrs").isPresent());
        }
    }
}
