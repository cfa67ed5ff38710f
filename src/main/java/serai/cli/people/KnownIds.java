package serai.cli.people;

import serai.cli.operate.CommandContext;
import serai.people.PeopleSettings;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Which of the organisation's ids its directory has (serai.people). */
final class KnownIds {

    private KnownIds() {
    }

    /**
     * The ids that the directory does not have; empty if no directory is set. Reads the whole directory once.
     *
     * @throws IOException if it can't be read
     */
    static Set<String> missing(CommandContext command, Set<String> ids) throws IOException {
        if (ids.isEmpty() || !PeopleSettings.isOn(command.settings())) {
            return Set.of();
        }
        Set<String> missing = new HashSet<>(ids);
        PeopleSettings.source(command.settings(), command.clock()).read(one -> missing.remove(one.id()));
        return missing;
    }
}
