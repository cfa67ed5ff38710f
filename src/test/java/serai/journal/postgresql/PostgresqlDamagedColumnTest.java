package serai.journal.postgresql;

import com.zaxxer.hikari.HikariDataSource;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.DamagedColumnsContract;
import serai.journal.sql.SqlJournal;
import serai.testkit.SharedPostgres;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Wrong bits in PostgreSQL. What keeps instances apart is not looked at: the server keeps its pages. */
class PostgresqlDamagedColumnTest extends DamagedColumnsContract {

    private static final int FAULTS = Integer.getInteger("serai.faults", 2);

    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));

    private final Random random = new Random(SEED);
    private String url;

    @Override
    protected void prepare() throws SQLException {
        System.out.printf("To repeat: -Dseed=%s -Dserai.faults=%s%n", SEED, FAULTS);
        url = SharedPostgres.database();
    }

    @Override
    protected SqlJournal open() {
        return PostgresqlStore.open(PostgresqlJournalTest.address(url), PostgresqlJournalTest.instance("one"), BOUNDS, clock);
    }

    @Override
    protected JournalOperations operations() {
        return JournalOperations.open(PostgresqlJournalTest.address(url), clock);
    }

    @Override
    protected void connectTo(HikariDataSource pool) {
        pool.setJdbcUrl(url);
        pool.setUsername(SharedPostgres.USER);
        pool.setPassword(SharedPostgres.USER);
    }

    @Override
    protected void allowAnything() throws SQLException {
        for (String drop : strings("""
                SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
                WHERE contype = 'c' AND coninhcount = 0 AND conrelid <> 0 AND connamespace = 'public'::regnamespace""")) {
            execute(drop);
        }
    }

    @Override
    protected List<String> tables() throws SQLException {
        return strings("""
                SELECT relname FROM pg_class
                WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
                  AND relname NOT IN ('writing', 'instance', 'lease', 'flyway_schema_history')""");
    }

    @Override
    protected List<String> columns(String table) throws SQLException {
        return strings("SELECT attname FROM pg_attribute WHERE attrelid = '%s'::regclass AND attnum > 0".formatted(table));
    }

    @Override
    protected List<String> keys(String table) throws SQLException {
        return strings("""
                SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
                WHERE indrelid = '%s'::regclass AND indisprimary""".formatted(table));
    }

    /** A few, or with {@code -Dserai.faults=100} all. */
    @Override
    protected boolean isChosen() {
        return random.nextInt(100) < 8 * FAULTS;
    }

    @Override
    protected int rowsMax() {
        return 10;
    }
}
