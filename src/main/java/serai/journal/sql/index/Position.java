package serai.journal.sql.index;

import serai.journal.sql.query.Checksum;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The rows of the table {@code position}: a number each, by a name. */
final class Position {

    /** The sequence number up to which the tables of the indexes have the entries. */
    static final String SORTED = "sorted";
    /** Changes whenever the table {@code forgotten} changes. */
    static final String FORGOTTEN = "forgotten";
    static final Set<String> ALL = Set.of(SORTED, FORGOTTEN);

    private Position() {
    }

    /** The checksum of a row. */
    static long sum(String name, long seq) {
        return Checksum.of(seq, name.getBytes(StandardCharsets.US_ASCII));
    }
}
