package serai.journal.sqlite;

import org.junit.jupiter.api.Test;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a backup holds, for whom it is, and by what it is known. */
class JournalBackupTest extends JournalWithBackup {

    @Test
    void holdsWhatWasAcknowledgedBeforeItBegan() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger acknowledged = new AtomicInteger();
        Thread appending = new Thread(() -> {
            while (!stop.get()) {
                append("learner-" + acknowledged.get());
                acknowledged.incrementAndGet();
            }
        });
        appending.start();
        while (acknowledged.get() < 200) {
            Thread.onSpinWait();
        }

        int before = acknowledged.get();
        new JournalBackup(file).writeTo(backup);
        int after = acknowledged.get();
        stop.set(true);
        appending.join();

        journal.close();
        new JournalRestore(file, clock).from(backup, true);
        open();
        Balance balance = journal.balances().get("lrs");
        assertThat(balance.routed()).isBetween((long) before, after + 1L);
        assertThat(journal.traces(0, 100_000)).hasSize((int) balance.routed());
        assertThat(append("after")).isEqualTo(Appended.STORED);
        assertThat(append("learner-0")).isEqualTo(Appended.DUPLICATE);
    }

    @Test
    void isForItsOwnerOnlyAndOverwritesNothing() throws IOException {
        new JournalBackup(file).writeTo(backup);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup))).isEqualTo("rw-------");
        assertThatThrownBy(() -> new JournalBackup(file).writeTo(backup)).isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("backup.db already exists");
        assertThatThrownBy(() -> new JournalBackup(folder.resolve("none.db")).writeTo(folder.resolve("b2")))
                .hasMessageContaining("there is no journal").hasMessageContaining("serai.data");
        assertThat(folder.resolve("none.db")).doesNotExist();
        assertThat(folder.resolve("backup.db.part")).doesNotExist();
    }

    @Test
    void ofTwoThatAreWrittenToOneNameAtTheSameTimeOneIsWhole() throws Exception {
        append("anna");
        List<CompletableFuture<String>> writing = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writing.add(CompletableFuture.supplyAsync(() -> {
                try {
                    new JournalBackup(file).writeTo(backup);
                    return "written";
                } catch (IOException e) {
                    return e.getMessage();
                }
            }));
        }

        List<String> said = writing.stream().map(CompletableFuture::join).toList();

        assertThat(said).filteredOn("written"::equals).hasSize(1);
        assertThat(said).filteredOn(line -> !line.equals("written")).allMatch(line -> line.contains("already exists"));
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.contains(".part"));
        }
        assertThat(new JournalRestore(PrivateFolder.make(folder.resolve("elsewhere")).resolve("journal.db"), clock)
                .from(backup, false).records()).isEqualTo(1);
    }

    @Test
    void ofWhatIsNoJournalThereIsNone() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.db"));
        Path bare = folder.resolve("bare.db");
        execute(bare, "PRAGMA user_version = 1");
        assertThat(Files.size(bare)).isPositive();
        Path other = folder.resolve("other.db");
        execute(other, "CREATE TABLE something (x)");

        for (Path none : List.of(empty, bare, other)) {
            assertThatThrownBy(() -> new JournalBackup(none).writeTo(backup)).as(none.toString()).isInstanceOf(IOException.class)
                    .hasMessageContaining("backup.db can't be written").message().hasLineCount(1);
            assertThat(backup).doesNotExist();
        }
    }

    @Test
    void isKnownAsOneByItsMark() throws Exception {
        append("anna");
        new JournalBackup(file).writeTo(backup);

        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + backup)) {
            assertThat(JournalProgress.of(connection)).extracting(JournalProgress::backup, JournalProgress::journal)
                    .containsExactly(true, journal.identity());
        }
    }
}
