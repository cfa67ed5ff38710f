package serai.people.source;

import serai.settings.Settings;
import serai.settings.known.PeopleSetting;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** People of a database, a row of a query for each, with the columns of the file. */
public final class SqlPeople implements PeopleSource {

    private static final Duration ANSWER_MAX = Duration.ofMinutes(5);

    private final SqlQuery database;
    private final String query;
    private final String versionQuery;

    /** As the settings say; asks nothing yet. */
    public SqlPeople(Settings settings) {
        this.database = SqlQuery.ofPeople(settings, ANSWER_MAX);
        this.query = settings.text(PeopleSetting.QUERY);
        this.versionQuery = settings.text(PeopleSetting.QUERY_VERSION);
    }

    /** The answer of the version query; if none is set, a new value each time. */
    @Override
    public Object version() throws IOException {
        return versionQuery.isEmpty() ? new Object() : database.values(PeopleSetting.QUERY_VERSION.key(), versionQuery);
    }

    @Override
    public void read(Consumer<KnownPerson> to) throws IOException {
        database.read(PeopleSetting.QUERY.key(), query, NEEDED, (number, row) -> to.accept(KnownPerson.of(row)));
    }
}
