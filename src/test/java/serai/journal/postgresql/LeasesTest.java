package serai.journal.postgresql;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.operations.InstanceReport;
import serai.journal.operations.JournalOperations;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;

import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

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
}
