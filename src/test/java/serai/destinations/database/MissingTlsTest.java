package serai.destinations.database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.journal.attempt.FailureClass;

import java.sql.SQLException;

import static org.assertj.core.api.Assertions.assertThat;

class MissingTlsTest {

    @ParameterizedTest
    @CsvSource({"08004, Der Server hat kein SSL., true", "08001, Der Server unterstützt kein SSL., false",
            "08004, too many connections, false", "08000, 'SSL Connection required, but not supported by server', true",
            "S1000, The server is not configured to support SSL encryption., true", "08000, , false"})
    void isToldFromOtherFailuresToConnect(String state, String message, boolean isMissing) {
        assertThat(MissingTls.isTheCauseOf(new SQLException(message, state))).isEqualTo(isMissing);
    }

    @Test
    void stopsTheDestinationInsteadOfBeingWaitedFor() {
        SQLException told = MissingTls.told(new SQLException("ssl not enabled", "08000"));

        assertThat(DatabaseFailure.meaning(told)).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(told.getMessage()).contains("has no TLS (ssl not enabled); set up TLS there");
    }
}
