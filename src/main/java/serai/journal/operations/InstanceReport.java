package serai.journal.operations;

import java.time.Instant;
import java.util.List;

/**
 * An instance of Serai that has, or had, a shared journal open. The times are the database's.
 *
 * @param name    as its settings have it, or its host's name
 * @param version of Serai
 * @param begun   when it opened the journal
 * @param seen    when it was last heard of; an instance that lives is heard of every two seconds
 * @param lives   whether it was last heard of within the time that a lease lasts. A time further than that in the future does
 *                not count
 * @param leases  the destinations that it delivers to, sorted
 */
public record InstanceReport(String name, String version, Instant begun, Instant seen, boolean lives, List<String> leases) {

    public InstanceReport {
        leases = List.copyOf(leases);
    }
}
