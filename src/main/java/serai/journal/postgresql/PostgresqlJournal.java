package serai.journal.postgresql;

import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;

import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** The journal in PostgreSQL, which other instances may have open too. */
public final class PostgresqlJournal extends SqlJournal {

    private final Leases leases;
    private final AppendNotifications wakeUps;

    PostgresqlJournal(SharedTables store, JournalConnections connections, JournalBounds bounds, Clock clock,
            Function<String, ExecutorService> threads) {
        super(store, bounds, clock, threads);
        this.leases = store.leases();
        this.wakeUps = new AppendNotifications(connections, this::wakeAll);
    }

    @Override
    public Registration onAppend(String destination, Runnable callback) {
        leases.want(destination);
        Registration registration = super.onAppend(destination, callback);
        return () -> {
            leases.wantNoLonger(destination);
            registration.close();
        };
    }

    @Override
    public OptionalLong epoch(String destination) {
        return leases.epoch(destination);
    }

    @Override
    public Duration mayDeliverFor(String destination) {
        return leases.lasts(destination);
    }

    @Override
    public boolean isDeliveredTo(String destination) {
        return leases.isHeld(destination);
    }

    @Override
    public boolean isDeliveredHere(String destination) {
        return leases.epoch(destination).isPresent();
    }

    @Override
    public void release(String destination) {
        leases.release(destination);
    }

    @Override
    public void close() {
        wakeUps.close();
        super.close();
    }
}
