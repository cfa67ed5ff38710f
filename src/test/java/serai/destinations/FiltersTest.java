package serai.destinations;

import org.apache.camel.Processor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.testkit.Document;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;

/** The filters of {@code docs/destinations.md}, as they stand there. */
class FiltersTest {

    private static final LearningRecord COMPLETION = Records.completion("anna");
    private static final LearningRecord LOGIN = Records.login("ben");
    private static final LearningRecord START = Records.start("cleo", Duration.ofMinutes(-1));
    private static final LearningRecord REDRAW = Records.start("anna", Duration.ofMinutes(1)).withMarks(Set.of(Mark.REDRAW));
    private static final LearningRecord OF_PRAESIDIUM = Records.of("praesidium", Records.login("dora"));

    @ParameterizedTest
    @CsvSource({"only completions, anna", "only one platform, dora", "no redraws, anna ben cleo dora"})
    void leavesOutWhatItSays(String filter, String learners, @TempDir Path folder) throws Exception {
        List<LearningRecord> taken = new CopyOnWriteArrayList<>();
        Processor take = exchange -> {
            for (Object record : exchange.getMessage().getBody(List.class)) {
                taken.add((LearningRecord) record);
            }
        };
        try (OneDestination serai = new OneDestination("hr", folder)
                .withSteps(Document.of("docs/destinations.md").block(filter) + "- process:\n    ref: take\n")
                .start("take", take)) {
            serai.append(COMPLETION, LOGIN, START, OF_PRAESIDIUM);
            serai.append(REDRAW);
            serai.untilDelivered(5);
        }

        assertThat(taken).extracting(record -> record.learner().id()).containsExactlyInAnyOrder(learners.split(" "));
    }
}
