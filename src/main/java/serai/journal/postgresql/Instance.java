package serai.journal.postgresql;

import java.util.Set;
import java.util.UUID;

/**
 * This process among those that share a journal.
 *
 * @param id        another one for each start
 * @param name      as the settings have it, or the host's name
 * @param version   of Serai
 * @param notForUs  destinations that the settings leave to an instance of another name
 */
public record Instance(UUID id, String name, String version, Set<String> notForUs) {

    public Instance {
        notForUs = Set.copyOf(notForUs);
    }

    /** An instance with a new id. */
    public static Instance named(String name, String version, Set<String> notForUs) {
        return new Instance(UUID.randomUUID(), name, version, notForUs);
    }
}
