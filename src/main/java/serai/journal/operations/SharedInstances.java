package serai.journal.operations;

import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;

import java.util.List;
import java.util.stream.Stream;

/** Reads which instances share a journal in PostgreSQL. */
final class SharedInstances {

    private static final String ALL = """
            SELECT host, version, micros(begun_at), micros(seen_at),
                   abs(extract(epoch FROM clock_timestamp() - seen_at)) * 1000 < ?,
                   coalesce((SELECT string_agg(destination, ' ' ORDER BY destination) FROM lease
                             WHERE lease.instance = instance.id AND until > clock_timestamp()), '')
            FROM instance ORDER BY host, begun_at""";

    private SharedInstances() {
    }

    static List<InstanceReport> of(JournalQuery reading) {
        return reading.rows(ALL, row -> new InstanceReport(row.getString(1), row.getString(2), ColumnCodec.instant(row.getLong(3)),
                ColumnCodec.instant(row.getLong(4)), row.getBoolean(5),
                Stream.of(row.getString(6).split(" ")).filter(name -> !name.isEmpty()).toList()),
                PostgresqlStore.LEASE.toMillis());
    }
}
