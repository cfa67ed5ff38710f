package serai.disk;

import serai.destinations.files.RealArchive;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What was promised, and to whom, up to a moment. */
final class Promised implements ArchivedJournal.Outside {

    private final Set<String> appended = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final List<String> givenAsNew = new ArrayList<>();

    Promised() {
    }

    Promised(Promised other) {
        appended.addAll(other.appended);
        acknowledged.addAll(other.acknowledged);
        taken.addAll(other.taken);
    }

    void mark(String text) {
        String[] words = text.split(" ");
        (switch (words[0]) {
            case "appends" -> appended;
            case "acknowledged" -> acknowledged;
            default -> taken;
        }).add(words[1]);
    }

    @Override
    public void appends(String id) {
        appended.add(id);
    }

    @Override
    public void acknowledged(String id) {
        acknowledged.add(id);
    }

    @Override
    public void take(List<LearningRecord> records, boolean repeat) {
        for (LearningRecord record : records) {
            if (!taken.add(record.id().toString()) && !repeat) {
                givenAsNew.add(record.id().toString());
            }
        }
    }

    /** Opens what is left as a start does, delivers the rest, and sees that everything promised is there once. */
    void isKept(Path data, ArchivedJournal.Rules rules, Random random) throws Exception {
        SettableClock clock = new SettableClock(Records.RECEIVED.plus(Duration.ofDays(30)));
        try (ArchivedJournal journal = new ArchivedJournal(data, clock, rules, random, this)) {
            journal.booksAreEven();
            journal.deliversTheRest();
            journal.booksAreEven();
        }
        List<String> archived = RealArchive.finished(ArchivedJournal.archive(data));
        assertThat(archived).as("archived").doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(appended).as("appended").containsAll(archived);
        assertThat(taken).as("taken").containsAll(acknowledged);
        assertThat(givenAsNew).as("given as new, though taken before").isEmpty();
    }
}
