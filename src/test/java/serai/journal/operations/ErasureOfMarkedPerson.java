package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.operations.person.ErasureCounts;
import serai.journal.operations.person.Person;
import serai.journal.operations.search.RecordQuery;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;
import serai.testkit.Records;
import serai.testkit.journal.MarkedPerson;
import serai.testkit.journal.OperatedJournal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** A journal that has records of a marked person and of others, and the operator who has that person forgotten. */
public abstract class ErasureOfMarkedPerson {

    static final Duration A_WHILE = Duration.ofMinutes(2);
    static final String ID = MarkedPerson.MARKERS.get("id");
    static final Person PERSON = Person.named("praesidium:" + ID);

    @TempDir
    Path folder;
    OperatedJournal serai;
    OperatedJournal.Fake lrs;

    @BeforeEach
    void start() {
        serai = new OperatedJournal(folder);
        lrs = serai.destination("lrs");
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    ErasureCounts forget() {
        return serai.operations().erasure().forget(PERSON, "request 7", true);
    }

    /** Of the marked person, whose sender tells that in the trace, and of two others, in one batch or in several. */
    void append(String... destinations) {
        List.of(append(Records.completion("anna"), "vendor=1", destinations),
                append(MarkedPerson.completion("CRS1"), "vendor=" + ID, destinations),
                append(Records.completion("ben"), "vendor=3", destinations),
                append(MarkedPerson.completion("CRS2"), "vendor=" + ID, destinations)).forEach(CompletableFuture::join);
    }

    CompletableFuture<Appended> append(LearningRecord record, String state, String... destinations) {
        return serai.journal().append(record, Set.of(destinations), new TraceContext(1, 2, 3, (byte) 1, state))
                .toCompletableFuture();
    }

    List<Long> of(String learner) {
        return serai.operations().search()
                .find(new RecordQuery(null, learner, null, null, null, null, null, RecordQuery.NEWEST, 100))
                .records().stream().map(found -> found.seq()).toList();
    }

    void isWhole() {
        List<String> damaged = new ArrayList<>();
        serai.operations().records().verify(damaged::add);
        assertThat(damaged).isEmpty();
    }

    void isNowhereInTheFiles() throws IOException {
        assertThat(serai.operations().emptyLog()).isTrue();
        for (String file : List.of("journal.db", "journal.db-wal")) {
            String content = Files.exists(folder.resolve(file))
                    ? Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1) : "";
            assertThat(MarkedPerson.in(content)).as(file).isEmpty();
        }
    }
}
