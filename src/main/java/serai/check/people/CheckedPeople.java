package serai.check.people;

import serai.check.Configuration;
import serai.people.DoubtfulRows;
import serai.people.DoubtfulRows.Doubt;
import serai.people.PeopleSettings;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The file of people, read once for all rules; not at a start, which reads it anyway.
 *
 * @param failure why it can't be read; empty if it can
 * @param doubts  about its rows
 */
record CheckedPeople(Optional<IOException> failure, List<Doubt> doubts) {

    static final int DOUBTS_MAX = 20;

    static CheckedPeople of(Configuration configuration) {
        return configuration.remembered(CheckedPeople.class, () -> read(configuration));
    }

    private static CheckedPeople read(Configuration configuration) {
        if (!configuration.isLoadedOnly() || !PeopleSettings.isFile(configuration.settings())) {
            return new CheckedPeople(Optional.empty(), List.of());
        }
        try {
            return new CheckedPeople(Optional.empty(), DoubtfulRows.of(PeopleSettings.file(configuration.settings()),
                    PeopleSettings.of(configuration.settings()), DOUBTS_MAX));
        } catch (IOException e) {
            return new CheckedPeople(Optional.of(e), List.of());
        }
    }
}
