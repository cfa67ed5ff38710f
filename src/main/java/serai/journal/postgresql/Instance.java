package serai.journal.postgresql;

import java.util.Set;
import java.util.UUID;

/**
 * This process among those that share a journal.
 *
 * @param id             a new one for each start
 * @param name           as the settings have it, or the host's name
 * @param version        of Serai
 * @param pinnedToOthers destinations that the settings pin to an instance of another name: this one never delivers to them
 */
public record Instance(UUID id, String name, String version, Set<String> pinnedToOthers) {

    public Instance {
        pinnedToOthers = Set.copyOf(pinnedToOthers);
    }

    /** An instance with a new id. */
    public static Instance named(String name, String version, Set<String> pinnedToOthers) {
        return new Instance(UUID.randomUUID(), name, version, pinnedToOthers);
    }
}
