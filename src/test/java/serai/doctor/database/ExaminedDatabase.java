package serai.doctor.database;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.destinations.database.SqlStatements;
import serai.destinations.database.WarehouseDataSource;
import serai.doctor.Observed;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A database, and what is observed of it. */
abstract class ExaminedDatabase {

    static final String SET = "serai.warehouse.url";

    @TempDir
    Path folder;

    final DefaultCamelContext context = new DefaultCamelContext();
    final WarehouseDataSource database = new WarehouseDataSource();
    String url;

    @BeforeEach
    void build() {
        context.build();
        database.setCamelContext(context);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    List<String> observed() throws Exception {
        return observed("postgresql", Clock.systemUTC());
    }

    List<String> observed(String dialect, Clock clock) throws Exception {
        return observed("file:routes/sql/" + dialect, "", clock);
    }

    List<String> observed(String folder, String tables, Clock clock) throws Exception {
        database.setUrl(url);
        SqlStatements statements = new SqlStatements();
        statements.setCamelContext(context);
        statements.setFolder(folder);
        if (!tables.isEmpty()) {
            statements.setTables(tables);
        }
        statements.read();
        return Observed
                .by(new DatabaseExamination("warehouse", database, statements.all(), clock, this.folder.resolve("data"), SET));
    }
}
