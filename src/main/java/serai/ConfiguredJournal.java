package serai;

import serai.destinations.database.DatabaseAddress;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.postgresql.Instance;
import serai.journal.postgresql.PostgresqlAddress;
import serai.settings.Settings;
import serai.settings.known.ArchiveSetting;
import serai.settings.known.JournalSetting;
import serai.settings.known.RuntimeSetting;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * The journal that the settings name: in PostgreSQL, or else a file in the data folder.
 *
 * @param file   where the journal is if it is not in PostgreSQL
 * @param shared where it is in PostgreSQL; empty if it is not
 */
public record ConfiguredJournal(Path file, Optional<PostgresqlAddress> shared) {

    /**
     * @throws IllegalArgumentException if nobody would verify who answers at the address of PostgreSQL, or if it may lead to a
     *                                  standby
     */
    public static ConfiguredJournal of(Settings settings) {
        String url = settings.text(JournalSetting.URL);
        Path file = settings.path(RuntimeSetting.DATA).resolve("journal.db");
        if (url.isEmpty()) {
            return new ConfiguredJournal(file, Optional.empty());
        }
        DatabaseAddress database = new DatabaseAddress(url);
        database.troubleOfJournal().ifPresent(trouble -> {
            throw settings.refused(JournalSetting.URL, trouble, null);
        });
        return new ConfiguredJournal(file, Optional.of(new PostgresqlAddress(url, settings.text(JournalSetting.USERNAME),
                settings.text(JournalSetting.PASSWORD), database.properties())));
    }

    /**
     * This process among those that share the journal.
     *
     * @throws IllegalArgumentException if no instance is named that writes the archive, whose files are on one machine
     */
    static Instance instance(Settings settings) {
        String archive = settings.text(ArchiveSetting.ON);
        if (archive.isEmpty()) {
            throw settings.refused(ArchiveSetting.ON, ("is empty, and instances that share a journal can't share an archive, whose "
                    + "files one process must grow alone; name the instance that writes it, by its %s or, if that is empty, its "
                    + "host's name").formatted(JournalSetting.INSTANCE.key()), null);
        }
        String set = settings.text(JournalSetting.INSTANCE);
        String name = set.isEmpty() ? host() : set;
        String version = ConfiguredJournal.class.getPackage().getImplementationVersion();
        return Instance.named(name, version == null ? "unknown" : version, archive.equals(name) ? Set.of() : Set.of("archive"));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** @throws JournalUnavailableException if there is no journal of this version, or if it can't be reached */
    public JournalOperations operations(Clock clock) {
        return shared.map(address -> JournalOperations.open(address, clock)).orElseGet(() -> JournalOperations.open(file, clock));
    }

    /**
     * The journal's file, for what can be done with a file only.
     *
     * @param otherwise what to do with a database instead, as the end of a sentence
     * @throws JournalUnavailableException if the journal is in PostgreSQL
     */
    public Path requireFile(String otherwise) {
        shared.ifPresent(address -> {
            throw new JournalUnavailableException("%s is in PostgreSQL: %s".formatted(address.place(), otherwise), null);
        });
        return file;
    }
}
