package serai.journal.postgresql;

import serai.journal.DestinationState;
import serai.journal.JournalUnavailableException;
import serai.journal.store.CursorMovedException;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two instances on one store, each behind a relay of its own, and what they deliver. */
final class SimulatedInstances implements AutoCloseable {

    private static final int PAGE = 15;

    /** What a holder has sent under its lease, and has not settled yet. */
    record Sent(LeasedInstance by, Page page, long epoch) {

        /** @return whether it is settled; not if the lease is another's by now, or was */
        boolean settle(String destination) {
            List<Settled> delivered = page.entries().stream().map(entry -> Settled.delivered(entry, false)).toList();
            try {
                by.journal().settle(new Settlement(destination, page.after(), DestinationState.at(page.upTo()), delivered, Set.of(),
                        Set.of(), false, Map.of()).under(epoch)).toCompletableFuture().join();
                return true;
            } catch (CompletionException e) {
                assertThat(e.getCause()).isInstanceOfAny(CursorMovedException.class, JournalUnavailableException.class);
                return false;
            }
        }
    }

    private final String url;
    private final SettableClock clock;
    private final List<String> destinations;
    private final KeptEvents events;
    private final CountingRelay[] relays = new CountingRelay[2];
    private final LeasedInstance[] members = new LeasedInstance[2];

    /** @param events is told what is sent */
    SimulatedInstances(String url, SettableClock clock, List<String> destinations, KeptEvents events) {
        this.url = url;
        this.clock = clock;
        this.destinations = destinations;
        this.events = events;
        for (int i = 0; i < relays.length; i++) {
            relays[i] = new CountingRelay(URI.create(url.substring("jdbc:".length())).getPort());
        }
    }

    void open(int nr) throws SQLException {
        String relayed = url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + relays[nr].port());
        members[nr] = LeasedInstance.open(nr, relayed, clock, KeptEvents.DEDUP, destinations);
    }

    void restart(int nr) throws SQLException {
        members[nr].journal().close();
        open(nr);
    }

    LeasedInstance get(int nr) {
        return members[nr];
    }

    CountingRelay relay(int nr) {
        return relays[nr];
    }

    /** One leaves a lease, which the other takes. */
    static void give(String destination, LeasedInstance from, LeasedInstance to) {
        from.leases().wantNoLonger(destination);
        await().atMost(60, SECONDS).ignoreExceptions().until(() -> {
            from.leases().release(destination);
            from.leases().renew();
            to.leases().renew();
            return to.journal().epoch(destination).isPresent();
        });
        from.leases().want(destination);
    }

    /** Until each can write and read. */
    void awaitAll() {
        for (LeasedInstance member : members) {
            await().atMost(60, SECONDS).until(() -> member.journal().trouble() == null);
            await().atMost(60, SECONDS).ignoreExceptions().until(() -> member.journal().balances() != null);
        }
    }

    LeasedInstance holder(String destination) {
        LeasedInstance[] found = new LeasedInstance[1];
        await().atMost(60, SECONDS).until(() -> {
            for (LeasedInstance member : members) {
                if (member.journal().epoch(destination).isPresent()) {
                    found[0] = member;
                } else {
                    member.journal().release(destination); // if the other is to have it
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    Sent send(LeasedInstance holder, String destination) {
        long epoch = holder.journal().epoch(destination).orElse(-1);
        long from = holder.journal().state(destination).map(DestinationState::cursor).orElse(0L);
        Page page = holder.journal().read(destination, from, PAGE);
        page.entries().stream().map(PageEntry::record).forEach(record -> events.send(destination, record.learner().id()));
        return new Sent(holder, page, epoch);
    }

    @Override
    public void close() throws IOException {
        for (int i = 0; i < relays.length; i++) {
            if (members[i] != null) {
                members[i].journal().close();
            }
            relays[i].close();
        }
    }
}
