package serai.journal.postgresql;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.postgresql.LeaseTable.Entry;
import serai.journal.sql.write.Transaction;
import serai.journal.store.CursorMovedException;
import serai.model.FailureText;
import serai.threads.SupervisedThread;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Which destinations this instance delivers to: those whose lease it has. A thread renews the leases; if that fails, they end
 * here before they end in the database. Leases spread over the instances that live: each takes its share and gives back leases
 * beyond it, so that leases move back after an upgrade. Any thread may use it.
 */
final class Leases implements AutoCloseable {

    static final Duration LASTING = Duration.ofSeconds(8);
    private static final Duration RENEWED_EVERY = Duration.ofMillis(1_500);
    /**
     * How much earlier than in the database a lease ends here, to allow for clock drift and for the time that a statement
     * takes.
     */
    private static final Duration MARGIN = Duration.ofSeconds(2);
    /** Number of looks for which an instance leaves a free lease to others before it takes it beyond its share. */
    private static final int LOOKS_MAX = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    /** Tells the time that has passed, in nanoseconds. */
    @FunctionalInterface
    interface Ticks {
        long nanos();
    }

    /** A lease of this instance; its end is in ticks. */
    private record Held(long epoch, long endNanos) {
    }

    private final JournalConnections connections;
    private final Instance instance;
    private final Duration lasting;
    private final Ticks ticks;
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    /** The highest epochs that this instance has had; guarded by this. */
    private final Map<String, Long> had = new HashMap<>();
    private final ServerHistory history;
    /** Leases that another instance is to have, as soon as the delivery here has ended. */
    private final Set<String> yielding = ConcurrentHashMap.newKeySet();
    /** Leases under which nothing is delivered any more, to be given back at the next look. */
    private final Set<String> released = ConcurrentHashMap.newKeySet();
    /** The leases of any instance that lasted when they were last looked at. */
    private volatile Set<String> heldByAny = Set.of();
    private volatile long aloneUntil; // in ticks
    private final SurplusLeases unwanted = new SurplusLeases(); // guarded by this
    private final OverlongLeases overlong = new OverlongLeases(); // guarded by this
    private final Map<String, Integer> looks = new ConcurrentHashMap<>();
    private final Semaphore soon = new Semaphore(0);
    private final SupervisedThread thread;
    private @Nullable Connection connection; // guarded by this
    private boolean closed; // guarded by this
    private boolean failureLogged; // since the last renewal that went well; used by the thread

    Leases(JournalConnections connections, Instance instance) {
        this(connections, instance, LASTING, System::nanoTime);
    }

    /** @param lasting how long a lease lasts from its last renewal */
    Leases(JournalConnections connections, Instance instance, Duration lasting, Ticks ticks) {
        this.connections = connections;
        this.instance = instance;
        this.lasting = lasting;
        this.ticks = ticks;
        this.aloneUntil = ticks.nanos();
        this.history = new ServerHistory(instance.id());
        history.whenCommitsAreLost(this::forget);
        this.thread = SupervisedThread.begin("journal-leases", () -> {
            renewQuietly();
            soon.tryAcquire(RENEWED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            soon.drainPermits();
            return Duration.ZERO;
        });
    }

    /** Competes for the lease of a destination from now on. */
    void want(String destination) {
        if (!instance.pinnedToOthers().contains(destination)) {
            wanted.add(destination);
            soon.release();
        }
    }

    /** Stops competing for the lease of a destination. */
    void wantNoLonger(String destination) {
        wanted.remove(destination);
    }

    /** The epoch under which this instance may begin to deliver to the destination now; empty if it may not. */
    OptionalLong epoch(String destination) {
        Held lease = held.get(destination);
        return lease == null || yielding.contains(destination) || released.contains(destination)
                || lease.endNanos - ticks.nanos() <= 0 ? OptionalLong.empty()
                        : OptionalLong.of(lease.epoch);
    }

    /** How long the lease of a destination lasts here, unless it is renewed; zero if it has ended, or another instance has it. */
    Duration lasts(String destination) {
        Held lease = held.get(destination);
        long nanos = lease == null ? 0 : lease.endNanos - ticks.nanos();
        return Duration.ofNanos(Math.max(0, nanos));
    }

    /** Whether some instance has the lease of a destination, as far as the last look tells. */
    boolean isHeld(String destination) {
        return held.containsKey(destination) || heldByAny.contains(destination);
    }

    /** Whether, at a recent look, no other instance could deliver. If so, appends are not notified. */
    boolean isAlone() {
        return aloneUntil - ticks.nanos() > 0;
    }

    /** Gives a lease back, since nothing is delivered under it any more. */
    void release(String destination) {
        if (held.containsKey(destination)) {
            released.add(destination);
            soon.release();
        }
    }

    /**
     * Requires in the transaction of a settlement that no other instance has taken over since an epoch began, and keeps others
     * from doing so until the transaction ends. The lease may have run out, as long as no other instance has taken it.
     *
     * @param epoch under which the records were read
     * @throws CursorMovedException if another instance has
     */
    void require(Transaction transaction, String destination, long epoch) throws SQLException {
        if (transaction.rows("SELECT 1 FROM lease WHERE destination = ? AND instance = ? AND epoch = ? FOR UPDATE", row -> true,
                destination, instance.id(), epoch).isEmpty()) {
            throw new CursorMovedException(
                    "another instance delivers to %s, or has since this was read; it is read again".formatted(destination));
        }
    }

    /** Checks each new connection before it renews leases or writes. */
    ServerHistory history() {
        return history;
    }

    /** Forgets all leases, so that they are taken anew under higher epochs. */
    private void forget() {
        held.clear();
        yielding.clear();
        soon.release();
    }

    private void renewQuietly() {
        try {
            renew();
            failureLogged = false;
        } catch (SQLException e) {
            disconnect();
            if (!failureLogged) {
                LOG.warn("Leases of destinations can't be renewed: {}. Without a lease nothing is delivered; Serai tries again.",
                        FailureText.firstLine(e));
            }
            failureLogged = true;
        }
    }

    /**
     * Gives back, renews and takes leases, one in each transaction. Settlements lock leases in an order of their own, so a
     * transaction that locked two leases here could deadlock with them.
     */
    synchronized void renew() throws SQLException {
        if (closed) {
            return;
        }
        if (connection == null) {
            connection = history.met(connections.open(lasting));
        }
        LeaseTable table = new LeaseTable(connection, instance, lasting);
        table.seen(wanted.size());
        table.connection().commit();
        giveBack(table);
        for (Map.Entry<String, Held> one : Map.copyOf(held).entrySet()) {
            renew(table, one.getKey(), one.getValue().epoch);
        }
        take(table);
    }

    private void giveBack(LeaseTable table) throws SQLException {
        for (String destination : Set.copyOf(released)) {
            Held lease = held.remove(destination);
            looks.put(destination, -LOOKS_MAX); // another instance first
            released.remove(destination);
            yielding.remove(destination);
            if (lease != null) {
                table.giveBack(destination, lease.epoch);
                table.connection().commit();
            }
        }
    }

    private void renew(LeaseTable table, String destination, long epoch) throws SQLException {
        long end = endIfBegunNow();
        boolean ours = table.renew(destination, epoch);
        table.connection().commit();
        if (ours) {
            held.put(destination, new Held(epoch, end));
        } else {
            held.remove(destination);
            yielding.remove(destination);
            LOG.warn("Another instance has taken over {}: this one could not renew its lease in time.", destination);
        }
    }

    /** When a lease that is renewed now ends here. It lasts longer in the database, which counts from a later moment. */
    private long endIfBegunNow() {
        return ticks.nanos() + lasting.minus(MARGIN).toNanos();
    }

    private void take(LeaseTable table) throws SQLException {
        long begin = ticks.nanos();
        Map<String, Entry> all = overlong.judged(table.all(), begin, ticks.nanos(), lasting);
        heldByAny = all.entrySet().stream().filter(one -> one.getValue().lasts()).map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        long looked = ticks.nanos();
        int others = table.others();
        aloneUntil = others > 0 ? looked : looked + 2 * RENEWED_EVERY.toNanos();
        int living = Math.max(1, others + (wanted.isEmpty() ? 0 : 1));
        int share = (wanted.size() + living - 1) / living;
        for (String destination : wanted) {
            Entry lease = all.get(destination);
            if (held.containsKey(destination) || lease != null && lease.lasts() && !lease.instance().equals(instance.id())) {
                looks.remove(destination);
            } else if (looks.merge(destination, 1, Integer::sum) > LOOKS_MAX
                    || held.size() < share && looks.getOrDefault(destination, 0) > 0) {
                long end = endIfBegunNow();
                unwanted.take(destination, held.size() >= share, end);
                OptionalLong epoch = table.take(destination, had.getOrDefault(destination, 0L),
                        lease == null || lease.lasts() ? null : lease);
                table.connection().commit();
                epoch.ifPresent(taken -> {
                    held.put(destination, new Held(taken, end));
                    had.put(destination, taken);
                });
                if (!wanted.contains(destination)) { // its delivery has ended meanwhile, when there was no lease to release
                    release(destination);
                }
            }
        }
        table.connection().commit();
        if (held.size() > share) {
            held.keySet().stream().filter(one -> unwanted.isOffered(one, ticks.nanos())).sorted().skip(share).findFirst()
                    .ifPresent(yielding::add);
        }
    }

    private synchronized void disconnect() {
        if (connection != null) {
            JournalConnections.close(connection);
            connection = null;
        }
    }

    /** Gives all leases back, so that other instances go on at once. */
    @Override
    public void close() {
        thread.close();
        try {
            synchronized (this) {
                closed = true;
                if (connection == null) {
                    connection = connections.open(lasting);
                }
                new LeaseTable(connection, instance, lasting).leave();
                connection.commit();
            }
        } catch (SQLException e) {
            LOG.debug("The leases end by themselves", e);
        }
        disconnect();
    }
}
