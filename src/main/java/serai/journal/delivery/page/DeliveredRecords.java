package serai.journal.delivery.page;

import serai.journal.store.PageEntry;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The records of a page that count as delivered. They include records that the route has left out, which say nothing about the
 * destination, since it was not asked.
 */
public final class DeliveredRecords {

    private final Set<PageEntry> all = new LinkedHashSet<>();
    private final Set<PageEntry> leftOut = new HashSet<>();

    /** @param without those of the entries that the route has sent nowhere */
    void add(Collection<PageEntry> entries, Collection<PageEntry> without) {
        all.addAll(entries);
        leftOut.addAll(without);
    }

    /** All of them, in the order in which the route has taken them. */
    public Set<PageEntry> all() {
        return all;
    }

    public boolean isLeftOut(PageEntry entry) {
        return leftOut.contains(entry);
    }

    /** The records that the destination was given and has taken: they show that it works. */
    public Set<PageEntry> sent() {
        Set<PageEntry> sent = new LinkedHashSet<>(all);
        sent.removeAll(leftOut);
        return sent;
    }

    /** Whether the destination has taken any. */
    public boolean isAnySent() {
        return all.size() > leftOut.size();
    }
}
