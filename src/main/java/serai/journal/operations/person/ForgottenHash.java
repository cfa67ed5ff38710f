package serai.journal.operations.person;

import serai.journal.sql.index.ForgottenLearners;
import serai.journal.sql.query.ColumnCodec;

import java.time.Instant;
import java.util.HexFormat;

/**
 * An identifier of somebody who was forgotten, as keyed hashes. Without the journal's key, the hashes say nothing about the
 * identifier.
 *
 * @param hash   of an account of a platform, or of an identifier on any platform; in hexadecimal digits
 * @param lookup the short hash of the identifier in the index of learners
 * @param later  whether events that come later are counted and not kept
 * @param nr     the number of the act by which it was forgotten; identifiers of one person have the same
 * @param at     when it was done, or repeated
 * @param why    the operator's reason
 */
public record ForgottenHash(String hash, long lookup, boolean later, long nr, Instant at, String why) {

    /** The checksum of hashes, {@code later} and {@code at}. */
    public long sum() {
        return ForgottenLearners.sum(bytes(), lookup, later, ColumnCodec.micros(at));
    }

    /** @throws IllegalArgumentException if the hash has other digits than hexadecimal ones */
    byte[] bytes() {
        return HexFormat.of().parseHex(hash);
    }
}
