package serai.journal.operations.move;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.testkit.PrivateFolder;
import serai.testkit.SharedPostgres;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A move that is killed goes on where it was, and at no moment may both places be run with. */
class KilledMoveTest extends MovedJournal {

    private static final int KILLS = Integer.getInteger("serai.kills", 5);

    /** At some steps, or with {@code -Dserai.kills=1000} at each. */
    @Test
    void goesOnWhereItWasKilled() throws Exception {
        Map<String, Balance> before = balances(openFile());
        toPostgresql();
        List<Integer> steps = new ArrayList<>(IntStream.rangeClosed(1, told.size()).boxed().toList());
        Collections.shuffle(steps);
        for (int step : steps.subList(0, Math.min((KILLS + 1) / 2, steps.size()))) {
            fillAgain();
            told.clear();
            killedAt(step, line -> JournalMove.toPostgresql(file, address(), clock, line));
            assertThat(opening()).as("both at step %s, %s", step, told).isLessThanOrEqualTo(1);
            toPostgresql();
            assertThat(balances(openDatabase())).as("killed at step %s, %s", step, told).isEqualTo(before);

            SharedPostgres.execute(url, "DELETE FROM instance");
            told.clear();
            killedAt(step, line -> JournalMove.toSqlite(address(), file, clock, line));
            assertThat(opening()).as("both at step %s, %s", step, told).isLessThanOrEqualTo(1);
            SharedPostgres.execute(url, "DELETE FROM instance");
            toSqlite();
            assertThat(balances(openFile())).as("killed at step %s, %s", step, told).isEqualTo(before);
        }
    }

    private void fillAgain() throws SQLException, IOException {
        folder = PrivateFolder.make(folder.resolve("again"));
        fill();
    }
}
