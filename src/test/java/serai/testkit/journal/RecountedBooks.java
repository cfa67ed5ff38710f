package serai.testkit.journal;

import serai.journal.Balance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** What a journal has counted, and the same counted once more from its rows, by SQL of its own. */
public final class RecountedBooks {

    private static final String LEFT_AS_COUNTED = """
            SELECT name || ' ' || unrouted_bytes || ' ' || dead_bytes || ' ' || differing_bytes FROM source ORDER BY name""";
    private static final String LEFT_RECOUNTED = """
            SELECT name || ' '
                || (SELECT coalesce(sum(octet_length(json) + octet_length(raw)), 0) FROM aside JOIN kind ON kind.nr = aside.kind
                    WHERE kind.source = name AND destination = 'unrouted' AND state = 'unrouted') || ' '
                || (SELECT coalesce(sum(octet_length(json) + octet_length(raw) + coalesce(octet_length(translated), 0)
                                        + coalesce(octet_length(answer), 0) + coalesce(octet_length(edited), 0)
                                        + coalesce(octet_length(request), 0) + coalesce(octet_length(request_body), 0)), 0)
                    FROM aside JOIN kind ON kind.nr = aside.kind
                    WHERE counted = 'dead' AND kind.source = name) || ' '
                || (SELECT coalesce(sum(octet_length(json) + octet_length(raw)), 0) FROM differing WHERE differing.source = name AND state = 'dead')
            FROM source ORDER BY name""";

    private final OperatedJournal journal;

    public RecountedBooks(OperatedJournal journal) {
        this.journal = journal;
    }

    /** The stored balance, after all of them are found even and equal to a recount of the rows. */
    public Balance balance(String destination) {
        Map<String, Balance> stored = balances();
        stored.forEach((name, balance) -> assertThat(balance.isEven()).as(name + " " + balance).isTrue());
        assertThat(stored).isEqualTo(recount());
        assertThat(leftOut()).as("what routes have left out").isEqualTo(leftOutRecounted());
        assertThat(journal.text(LEFT_AS_COUNTED)).as("what sources have left, in bytes").isEqualTo(journal.text(LEFT_RECOUNTED));
        return stored.get(destination);
    }

    private Map<String, Balance> balances() {
        Map<String, Balance> stored = new TreeMap<>();
        journal.operations().destinations().reports().forEach(report -> stored.put(report.name(), report.balance()));
        return stored;
    }

    /** From the records and the rows aside alone, by SQL of its own. */
    private Map<String, Balance> recount() {
        Map<String, Balance> counted = new TreeMap<>();
        journal.query("""
                WITH named AS (
                    SELECT destination.name, record.seq, destination.cursor FROM destination
                    JOIN kind ON instr(kind.destinations, ' ' || destination.name || ' ') > 0
                    JOIN record ON record.kind = kind.nr),
                standing AS (
                    SELECT name, CASE WHEN seq <= cursor THEN 'delivered' ELSE 'pending' END AS counted
                    FROM named WHERE name <> 'unrouted' AND NOT EXISTS (SELECT 1 FROM aside WHERE destination = name AND aside.seq = named.seq)
                    UNION ALL
                    SELECT destination, counted FROM aside)
                SELECT destination.name, count(counted), count(*) FILTER (WHERE counted = 'delivered'),
                       count(*) FILTER (WHERE counted = 'pending'), count(*) FILTER (WHERE counted = 'dead'),
                       count(*) FILTER (WHERE counted = 'dropped')
                FROM destination LEFT JOIN standing USING (name) GROUP BY destination.name""",
                row -> counted.put(row.getString(1), new Balance(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5),
                        row.getLong(6))));
        return counted;
    }

    public Map<String, Long> leftOut() {
        Map<String, Long> counted = new TreeMap<>();
        journal.operations().destinations().reports().forEach(report -> counted.put(report.name(), report.leftOut()));
        return counted;
    }

    /** From the bits of records that the rows say are delivered. */
    private Map<String, Long> leftOutRecounted() {
        Map<String, Long> counted = new TreeMap<>();
        leftOut().keySet().forEach(name -> counted.put(name, 0L));
        journal.query("SELECT destination, block, bits FROM left_out", row -> {
            String name = row.getString(1);
            long first = row.getLong(2) * 4_096;
            BitSet.valueOf(row.getBytes(3)).stream().forEach(bit -> {
                assertThat(standsAsDelivered(name, first + bit)).as("record %s of %s, left out", first + bit, name).isTrue();
                counted.merge(name, 1L, Long::sum);
            });
        });
        return counted;
    }

    private boolean standsAsDelivered(String destination, long seq) {
        List<Boolean> found = new ArrayList<>();
        journal.query("""
                SELECT coalesce((SELECT counted = 'delivered' FROM aside WHERE destination = name AND seq = %s), cursor >= %s)
                FROM destination WHERE name = '%s'""".formatted(seq, seq, destination), row -> found.add(row.getBoolean(1)));
        return found.equals(List.of(true));
    }
}
