package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.FLAG;
import static serai.settings.known.AllowedValues.JDBC;
import static serai.settings.known.AllowedValues.SECRET;
import static serai.settings.known.AllowedValues.TEXT;
import static serai.settings.known.AllowedValues.number;

/** The destination {@code warehouse}. */
public enum WarehouseSetting implements Setting {

    URL("serai.warehouse.url", null, JDBC,
            "JDBC address of the warehouse; by default an SQLite file `warehouse.db` in the data folder"),
    USERNAME("serai.warehouse.username", "", ANY, "user at the warehouse's database"),
    PASSWORD("serai.warehouse.password", "", SECRET, "password of that user"),
    INSECURE("serai.warehouse.insecure", "false", FLAG,
            "whether the certificate of a warehouse on another machine may be unverified"),
    DIALECT("serai.warehouse.dialect", null, TEXT,
            "folder of the statements below `routes/sql`; by default that of the database in the address"),
    BATCH_SIZE("serai.warehouse.batch.size", "500", number(1, 10_000), "records in a statement"),
    CONCURRENT_TYPES("serai.warehouse.concurrent.types", null, number(1, 16),
            "types of records that are written at the same time; by default 2 for PostgreSQL, and 1 for other databases, where "
                    + "they would wait for each other"),
    CONNECT_MAX_MS("serai.warehouse.connect.max.ms", "10000", number(250, 3_600_000),
            "how long to wait for a connection"),
    ATTEMPT_MAX_MS("serai.warehouse.attempt.max.ms", "60000", number(1_000, 3_600_000),
            "how long an attempt may take in all, with its connection and statements; then the connection is cut"),
    RETENTION_DAYS("serai.warehouse.retention.days", "0", number(0, 36_500),
            "how many days after their receipt rows are deleted, by `retention.sql`; 0: never");

    private final SettingDefinition definition;

    WarehouseSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
