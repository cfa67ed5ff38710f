package serai.destinations.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import serai.model.LearningRecord;
import serai.testkit.EmbeddedMariaDb;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.Golden;
import serai.testkit.Kept;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static serai.destinations.database.WarehouseRecords.record;

/** A warehouse in each database that can be had, and a Serai before each. */
abstract class WarehouseOfEachDialect {

    enum Dialect {
        SQLITE, POSTGRESQL, MARIADB
    }

    @TempDir
    static Path folder;
    final Map<Dialect, AutoCloseable> servers = new EnumMap<>(Dialect.class);
    final Map<Dialect, String> urls = new EnumMap<>(Dialect.class);
    final Map<Dialect, EmbeddedSerai> serais = new EnumMap<>(Dialect.class);

    @BeforeAll
    void start() throws Exception {
        urls.put(Dialect.SQLITE, "jdbc:sqlite:" + folder.resolve("warehouse.db"));
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(FreePort.number()).start();
        servers.put(Dialect.POSTGRESQL, postgres);
        urls.put(Dialect.POSTGRESQL, postgres.getJdbcUrl("postgres", "postgres"));
        try {
            EmbeddedMariaDb mariaDb = EmbeddedMariaDb.start(folder);
            servers.put(Dialect.MARIADB, mariaDb);
            urls.put(Dialect.MARIADB, mariaDb.newDatabase());
        } catch (TestAbortedException e) {
            // Has been said; the tests of the others go on.
        }
        for (Dialect dialect : urls.keySet()) {
            serais.put(dialect, new EmbeddedSerai(folder.resolve(dialect.name())).with("serai.mct.enabled", "false")
                    .with("serai.warehouse.url", urls.get(dialect))
                    .with("serai.courses",
                            courses("mct,safety,SAFETY,Safety at work,30,365", "praesidium,pa-safety,SAFETY,Safety at work,30,365",
                                    "mct,new,MOVED,Moved,30,365", "mct,newer,MOVED,Moved,30,365", "mct,fire,FIRE,,,",
                                    "mct,old,,,1,").toString())
                    .start());
            CamelContext context = serais.get(dialect).context();
            PluginHelper.getRoutesLoader(context).loadRoutes(
                    PluginHelper.getResourceLoader(context).resolveResource("classpath:routes/forget/warehouse.yaml"));
        }
    }

    static Path courses(String... rows) throws IOException {
        return Files.write(folder.resolve("courses.csv"),
                Stream.concat(Stream.of("platform,id,code,title,due_days,valid_days"), Stream.of(rows)).toList());
    }

    @AfterAll
    void stop() throws Exception {
        serais.values().forEach(EmbeddedSerai::close);
        for (AutoCloseable server : servers.values()) {
            server.close();
        }
    }

    void deliver(Dialect dialect, LearningRecord... records) throws Exception {
        for (List<LearningRecord> kind : Stream.of(records).collect(groupingBy(LearningRecord::type)).values()) {
            assertThat(delivered(dialect, kind).getException()).isNull();
        }
    }

    /** As the journal hands a page to the route, and what became of it. */
    Exchange delivered(Dialect dialect, List<LearningRecord> kind) throws Exception {
        Skipped.unless(serais.containsKey(dialect), "NOTHING WAS DELIVERED TO %s: it does not start here".formatted(dialect));
        Route route = serais.get(dialect).context().getRoute("destination-warehouse");
        Exchange exchange = new DefaultExchange(route.getCamelContext());
        exchange.getMessage().setBody(kind);
        exchange.getMessage().setHeader("type", kind.get(0).type());
        route.getProcessor().process(exchange);
        return exchange;
    }

    List<String> rows(Dialect dialect, String sql) throws SQLException {
        return Kept.rowsAt(urls.get(dialect), sql);
    }

    static List<LearningRecord> golden() {
        return Golden.names("records").stream().map(WarehouseRecords::record).toList();
    }

    static Set<String> ids(List<LearningRecord> records) {
        return records.stream().map(record -> record.id().toString()).collect(toSet());
    }
}
