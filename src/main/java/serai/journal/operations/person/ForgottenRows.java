package serai.journal.operations.person;

import serai.journal.JournalUnavailableException;
import serai.journal.sql.index.ForgottenLearners;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

import static serai.installation.Installation.SERAI;

/** Reads the table {@code forgotten}. */
record ForgottenRows(JournalQuery reading) {

    /** What {@link #whole} and {@link #isWhole} read. */
    static final String ROWS = "SELECT hash, lookup, later, nr, at, why, sum FROM forgotten";

    /** An identifier as the table has it: the whole hash, and the short one by which the index finds it. */
    record Identifier(byte[] hash, long lookup) {
    }

    Identifier identifier(Person person) {
        LearnerHashes hashes = LearnerHashes.of(reading);
        return new Identifier(person.platform() == null ? ForgottenLearners.anywhere(hashes, person.identifier())
                : ForgottenLearners.account(hashes, person.platform(), person.identifier()), hashes.of(person.identifier()));
    }

    /**
     * All identifiers of the acts that forgot this one; none if it was not forgotten.
     *
     * @throws JournalUnavailableException if one of them is damaged
     */
    List<ForgottenHash> together(Person person) {
        return reading.rows(ROWS + " WHERE nr IN (SELECT nr FROM forgotten WHERE hash = ?)", this::whole, identifier(person).hash);
    }

    /** @throws JournalUnavailableException if it is damaged: a copy that was written before may be whole */
    ForgottenHash whole(ResultSet row) throws SQLException {
        if (!isWhole(row)) {
            throw new JournalUnavailableException(
                    ("%s: a row of those who were forgotten is damaged (wrong checksum): run " + SERAI
                            + " forgotten again FILE with forgotten.jsonl, or another copy of it").formatted(reading.place()),
                    null);
        }
        return new ForgottenHash(HexFormat.of().formatHex(row.getBytes(1)), row.getLong(2), row.getBoolean(3), row.getLong(4),
                ColumnCodec.instant(row.getLong(5)), row.getString(6));
    }

    static boolean isWhole(ResultSet row) throws SQLException {
        return row.getLong(7) == ForgottenLearners.sum(row.getBytes(1), row.getLong(2), row.getBoolean(3), row.getLong(5));
    }
}
