package serai.journal.operations;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.Records;
import serai.testkit.journal.OperatedJournal;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** What a destination's route has had remembered, as a command reads it beside the journal. */
class RememberedValuesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areThoseOfTheJournal(boolean postgresql) throws Exception {
        try (OperatedJournal serai = postgresql ? OperatedJournal.inPostgresql() : new OperatedJournal(folder)) {
            serai.destination("archive");
            serai.append(Records.completion("anna"), "archive");
            serai.runFor(Duration.ofSeconds(3));

            assertThat(serai.operations().destinations().remembered("archive").journal()).isEqualTo(serai.journal().identity());
            assertThat(serai.operations().destinations().remembered("archive").values())
                    .isEqualTo(serai.journal().remembered("archive"));
        }
    }
}
