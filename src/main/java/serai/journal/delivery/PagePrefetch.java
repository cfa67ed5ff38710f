package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import serai.journal.store.DeliveryStore;
import serai.journal.store.Page;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Reads the pages of one destination in their order. While a page is delivered, another thread reads the next one. All methods
 * are called by one thread.
 */
final class PagePrefetch {

    private final DeliveryStore journal;
    private final String destination;
    private final int pageSize;
    private final Executor beside;
    private long position;
    private @Nullable CompletableFuture<Page> next;

    /** @param beside reads a page ahead; gets one task at a time */
    PagePrefetch(DeliveryStore journal, String destination, int pageSize, Executor beside) {
        this.journal = journal;
        this.destination = destination;
        this.pageSize = pageSize;
        this.beside = beside;
    }

    /** The next page: the one that was read ahead, or the one behind the position. */
    Page next() {
        if (next == null) {
            return journal.read(destination, position, pageSize);
        }
        try {
            Page ahead = next.join();
            // Records may have been appended since an empty page was read ahead.
            return ahead.isEmpty() ? journal.read(destination, position, pageSize) : ahead;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            next = null;
        }
    }

    /** Has the page behind this one read, if more records may follow. Does not wait. */
    void readAhead(Page page) {
        if (page.more()) {
            long after = page.upTo();
            next = CompletableFuture.supplyAsync(() -> journal.read(destination, after, pageSize), beside);
        }
    }

    /** Discards the page that was read ahead. */
    void discard() {
        next = null;
    }

    /** Reads behind the cursor again, without the page that was read ahead. */
    void goBackTo(long cursor) {
        next = null;
        position = cursor;
    }

    /** Moves the position to the cursor, if that has passed it. */
    void goOnTo(long cursor) {
        position = Math.max(position, cursor);
    }

    /**
     * Moves the position behind an empty page: the records there are for other destinations.
     *
     * @return whether the position has moved
     */
    boolean passOver(Page empty) {
        boolean moved = empty.upTo() > position;
        position = empty.upTo();
        return moved;
    }
}
