package serai.check.connections;

import org.apache.camel.Endpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;
import serai.destinations.database.WarehouseDataSource;
import serai.destinations.files.ArchiveEndpoint;
import serai.journal.DestinationName;
import serai.settings.known.ArchiveSetting;
import serai.settings.known.JournalSetting;

import java.util.Optional;
import java.util.stream.Stream;

/** A destination's files on one machine, while several instances share a journal and take over from each other. */
final class FileHasOneInstance implements Rule {

    /** The one destination that a setting keeps on an instance. */
    private static final String PINNED = "archive";

    @Override
    public String id() {
        return "file-of-one-instance";
    }

    @Override
    public String meaning() {
        return "The journal is in PostgreSQL, which several instances may share, and a destination writes files on one machine: a database "
                + "of SQLite, or an archive while `serai.archive.on` names no instance. Another instance that takes over would "
                + "begin files of its own, and part of the records would be in each.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (configuration.settings().text(JournalSetting.URL).isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(databases(configuration), archives(configuration), unpinned(configuration)).flatMap(found -> found);
    }

    private Stream<Finding> databases(Configuration configuration) {
        return SignInIsComplete.troubled(configuration, WarehouseDataSource.class, database -> isFile(database)
                ? Optional.of("its database is a file of SQLite on this machine, and instances share the journal; give it "
                        + "the address of a database that all of them reach (for warehouse: serai.warehouse.url)")
                : Optional.empty(), this::error);
    }

    private static boolean isFile(WarehouseDataSource database) {
        try {
            return database.url().startsWith("jdbc:sqlite:");
        } catch (IllegalStateException e) {
            return false; // it has no address yet
        }
    }

    private Stream<Finding> archives(Configuration configuration) {
        return configuration.routes().stream().filter(route -> DestinationName.isIn(Steps.uri(route)) && !isPinned(route))
                .flatMap(route -> Steps.of(route, SendDefinition.class).map(step -> (SendDefinition<?>) step)
                        .filter(step -> isArchive(configuration, step)).limit(1)
                        .map(step -> error(configuration.place(step, "uri"),
                                "instances share the journal, and %s keeps only the destination %s on one of them"
                                        .formatted(ArchiveSetting.ON.key(), PINNED),
                                "write these files by journal:" + PINNED + ", or by a Serai with a journal of its own")));
    }

    private Stream<Finding> unpinned(Configuration configuration) {
        return configuration.settings().text(ArchiveSetting.ON).isEmpty() && configuration.read().contains(PINNED)
                ? Stream.of(error(configuration.settingsFiles().place(JournalSetting.URL.key()),
                        "instances share the journal, and no instance is named to write the archive",
                        "set %s to the name of one (%s)".formatted(ArchiveSetting.ON.key(), JournalSetting.INSTANCE.key())))
                : Stream.empty();
    }

    private static boolean isPinned(RouteDefinition route) {
        return DestinationName.written(Steps.uri(route)).allMatch(PINNED::equals);
    }

    private static boolean isArchive(Configuration configuration, SendDefinition<?> step) {
        try {
            Endpoint endpoint = configuration.context().getEndpoint(String.valueOf(step.getUri()));
            return endpoint instanceof ArchiveEndpoint;
        } catch (RuntimeException e) {
            return false; // another rule reports it
        }
    }
}
