package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** A batch that is missing stops what stands behind it, and nothing before it. */
class DeliveryBeforeDamageTest extends DeliveryToFake {

    @Test
    void whatStandsBeforeItIsDeliveredAfterARestart() throws SQLException {
        append("anna");
        runFor(Duration.ofSeconds(1));
        append("ben", "cleo", "dora");
        lose(3);

        restart();
        runFor(Duration.ofMinutes(1));
        delivery.end();

        assertThat(lrs.taken).containsExactly("anna", "ben");
        assertThat(balance()).isEqualTo(new Balance(4, 2, 2, 0, 0));
    }

    @Test
    void whatHasArrivedBeforeItIsNotedThoughAnotherRecordFails() throws SQLException {
        append(login("anna"), completion("ben"), completion("cleo"), login("dora"));
        lose(3);
        lrs.fails(FailureClass.UNAVAILABLE, "anna");

        runFor(Duration.ofMinutes(5));
        assertThat(balance()).isEqualTo(new Balance(4, 1, 3, 0, 0));
        lrs.isMended();
        restart();
        runFor(Duration.ofMinutes(5));
        delivery.end();

        assertThat(lrs.taken).as("each once").containsExactly("ben", "anna");
        assertThat(balance()).isEqualTo(new Balance(4, 2, 2, 0, 0));
    }

    private void lose(long baseSeq) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM record_batch WHERE base_seq = " + baseSeq)).isOne();
        }
    }
}
