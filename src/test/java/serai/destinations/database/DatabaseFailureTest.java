package serai.destinations.database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import serai.journal.attempt.FailureClass;

import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseFailureTest {

    @ParameterizedTest
    @CsvSource({
            // PostgreSQL, MariaDB and the standard: each class of its own (appendix A of PostgreSQL's documentation, and others')
            "01000,UNAVAILABLE", "02000,UNAVAILABLE", "03000,MISCONFIGURED", "07001,MISCONFIGURED", "08001,UNAVAILABLE",
            "08003,UNAVAILABLE", "08004,UNAVAILABLE", "08006,UNAVAILABLE", "08P01,UNAVAILABLE", "09000,REFUSED",
            "0A000,MISCONFIGURED", "0B000,UNAVAILABLE", "0E000,MISCONFIGURED", "0F000,UNAVAILABLE", "0L000,MISCONFIGURED",
            "0P000,MISCONFIGURED", "0Z002,MISCONFIGURED", "10608,REFUSED", "20000,REFUSED", "21000,REFUSED", "22001,REFUSED",
            "22003,REFUSED", "22007,REFUSED", "22P02,REFUSED", "22P05,REFUSED", "22021,REFUSED", "23000,REFUSED",
            "23502,REFUSED", "23503,REFUSED", "23505,REFUSED", "23514,REFUSED", "23P01,REFUSED", "24000,UNAVAILABLE",
            "25006,UNAVAILABLE", "25P02,UNAVAILABLE", "26000,UNAVAILABLE", "27000,REFUSED", "28000,FORBIDDEN",
            "28P01,FORBIDDEN", "2BP01,MISCONFIGURED", "2D000,MISCONFIGURED", "2F003,MISCONFIGURED", "34000,UNAVAILABLE",
            "38000,UNAVAILABLE", "39P01,MISCONFIGURED", "3B001,UNAVAILABLE", "3D000,MISCONFIGURED", "3F000,MISCONFIGURED",
            "40001,UNAVAILABLE", "40002,REFUSED", "40003,UNAVAILABLE", "40P01,UNAVAILABLE", "42501,FORBIDDEN",
            "42601,MISCONFIGURED", "42703,MISCONFIGURED", "42804,MISCONFIGURED", "42P01,MISCONFIGURED",
            "42S02,MISCONFIGURED", "42S22,MISCONFIGURED", "42000,MISCONFIGURED", "44000,REFUSED", "45000,REFUSED",
            "53100,UNAVAILABLE", "53200,UNAVAILABLE", "53300,UNAVAILABLE", "53400,UNAVAILABLE", "54000,REFUSED",
            "54001,MISCONFIGURED", "54011,MISCONFIGURED", "54023,MISCONFIGURED", "55000,UNAVAILABLE", "55006,UNAVAILABLE",
            "55P03,UNAVAILABLE", "57014,UNAVAILABLE", "57P01,UNAVAILABLE", "57P03,UNAVAILABLE", "57P05,UNAVAILABLE",
            "58030,UNAVAILABLE", "58P01,UNAVAILABLE", "70100,UNAVAILABLE", "F0000,UNAVAILABLE", "HV000,UNAVAILABLE",
            "HY000,UNAVAILABLE", "HYT00,UNAVAILABLE", "P0000,REFUSED", "P0001,REFUSED", "P0002,REFUSED", "P0004,REFUSED",
            "XX000,UNAVAILABLE", "XX001,UNAVAILABLE", "XAE07,UNAVAILABLE"})
    void bySqlState(String state, FailureClass meaning) {
        assertThat(DatabaseFailure.meaning(new SQLException("told so", state))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
            "SQLITE_TOOBIG,REFUSED", "SQLITE_CONSTRAINT,REFUSED", "SQLITE_CONSTRAINT_NOTNULL,REFUSED",
            "SQLITE_CONSTRAINT_CHECK,REFUSED", "SQLITE_CONSTRAINT_PRIMARYKEY,REFUSED", "SQLITE_MISMATCH,REFUSED",
            "SQLITE_ERROR,MISCONFIGURED", "SQLITE_NOTADB,MISCONFIGURED", "SQLITE_AUTH,FORBIDDEN", "SQLITE_PERM,FORBIDDEN",
            "SQLITE_BUSY,UNAVAILABLE", "SQLITE_BUSY_SNAPSHOT,UNAVAILABLE", "SQLITE_LOCKED,UNAVAILABLE",
            "SQLITE_FULL,UNAVAILABLE", "SQLITE_IOERR,UNAVAILABLE", "SQLITE_CANTOPEN,UNAVAILABLE",
            "SQLITE_READONLY,UNAVAILABLE", "SQLITE_CORRUPT,UNAVAILABLE", "SQLITE_NOMEM,UNAVAILABLE"})
    void bySqliteResultCode(SQLiteErrorCode code, FailureClass meaning) {
        assertThat(DatabaseFailure.meaning(new SQLiteException("told so", code))).isEqualTo(meaning);
    }

    /** Codes of MariaDB and MySQL whose SQLSTATE, beside them, says nothing or something else. */
    @ParameterizedTest
    @CsvSource({
            "1153,08S01,REFUSED", "1265,01000,REFUSED", "1366,HY000,REFUSED", "3819,HY000,REFUSED", "4174,HY000,REFUSED",
            "1644,45000,REFUSED", "1044,42000,FORBIDDEN", "1142,42000,FORBIDDEN", "1143,42000,FORBIDDEN", "1227,42000,FORBIDDEN",
            "1130,HY000,FORBIDDEN", "1129,HY000,FORBIDDEN", "1820,HY000,FORBIDDEN", "1862,HY000,FORBIDDEN",
            "3118,HY000,FORBIDDEN", "4151,HY000,FORBIDDEN", "1193,HY000,MISCONFIGURED", "1267,HY000,MISCONFIGURED",
            "1273,HY000,MISCONFIGURED", "1449,HY000,MISCONFIGURED", "1045,28000,FORBIDDEN",
            "1049,42000,MISCONFIGURED", "1064,42000,MISCONFIGURED", "1364,HY000,MISCONFIGURED",
            "1203,42000,UNAVAILABLE", "1226,42000,UNAVAILABLE", "1040,08004,UNAVAILABLE", "1205,HY000,UNAVAILABLE",
            "1213,40001,UNAVAILABLE", "1290,HY000,UNAVAILABLE", "1317,70100,UNAVAILABLE"})
    void byMariaDbCode(int code, String state, FailureClass meaning) {
        assertThat(DatabaseFailure.meaning(new SQLException("told so", state, code))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
            "511,REFUSED", "1946,REFUSED", "8134,REFUSED", "50000,REFUSED", "50001,REFUSED", "515,REFUSED", "547,REFUSED",
            "2601,REFUSED", "2627,REFUSED", "2628,REFUSED", "8152,REFUSED", "8114,REFUSED", "13609,REFUSED",
            "137,MISCONFIGURED", "911,MISCONFIGURED", "8144,MISCONFIGURED", "8672,MISCONFIGURED",
            "195,MISCONFIGURED", "207,MISCONFIGURED", "208,MISCONFIGURED", "4060,MISCONFIGURED", "102,MISCONFIGURED",
            "300,FORBIDDEN", "18486,FORBIDDEN", "18488,FORBIDDEN", "229,FORBIDDEN", "262,FORBIDDEN", "916,FORBIDDEN",
            "18456,FORBIDDEN",
            "1205,UNAVAILABLE", "1222,UNAVAILABLE", "40613,UNAVAILABLE", "10928,UNAVAILABLE", "0,UNAVAILABLE"})
    void bySqlServerNumber(int number, FailureClass meaning) {
        assertThat(DatabaseFailure.bySqlServerNumber(number)).isEqualTo(meaning);
    }

    @Test
    void byTypeWhereTheDriverTellsNothingElse() {
        assertThat(DatabaseFailure.meaning(new SQLDataException("x"))).isEqualTo(FailureClass.REFUSED);
        assertThat(DatabaseFailure.meaning(new SQLIntegrityConstraintViolationException("x"))).isEqualTo(FailureClass.REFUSED);
        assertThat(DatabaseFailure.meaning(new SQLInvalidAuthorizationSpecException("x"))).isEqualTo(FailureClass.FORBIDDEN);
        assertThat(DatabaseFailure.meaning(new SQLTimeoutException("x"))).isEqualTo(FailureClass.UNAVAILABLE);
        assertThat(DatabaseFailure.meaning(new SQLException("x", "S1"))).isEqualTo(FailureClass.UNAVAILABLE);
    }

    @Test
    void theDriversOwnWordCountsAndNotThatOfWhatStandsBeforeIt() {
        SQLException driver = new SQLiteException("no such table", SQLiteErrorCode.SQLITE_ERROR);
        assertThat(DatabaseFailure.meaning(new SQLTransientConnectionException("the pool has none", driver)))
                .isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(DatabaseFailure.meaning(new BatchUpdateException("a batch", "HY000", new int[0],
                new SQLException("too long", "22001")))).isEqualTo(FailureClass.REFUSED);
    }
}
