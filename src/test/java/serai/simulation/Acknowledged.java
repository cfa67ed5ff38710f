package serai.simulation;

import serai.journal.Balance;
import serai.journal.sql.SqlJournal;
import serai.model.LearningRecord;
import serai.testkit.journal.SimulatedBooks;
import serai.testkit.journal.SimulatedBooks.AsideRow;

import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** What was acknowledged, and what may have become of it since; the journal's books and the destinations have to agree. */
final class Acknowledged {

    /** What was acknowledged: by destination, each record named for it, by sequence number. */
    private final Map<String, Map<Long, LearningRecord>> named = new TreeMap<>();
    private final Map<String, Set<Long>> dropped = new HashMap<>();
    private final Map<String, Set<Long>> everAside = new HashMap<>();
    private final Set<UUID> overtaking = new HashSet<>();

    void named(String destination, long seq, LearningRecord record) {
        named.computeIfAbsent(destination, unused -> new TreeMap<>()).put(seq, record);
    }

    Map<String, Map<Long, LearningRecord>> named() {
        return named;
    }

    List<Long> numbers(String destination) {
        return List.copyOf(named.getOrDefault(destination, Map.of()).keySet());
    }

    void dropped(String destination, long seq) {
        dropped.computeIfAbsent(destination, unused -> new HashSet<>()).add(seq);
    }

    /** What has arrived, or may have, before others that came before it. */
    void overtaking(List<LearningRecord> records) {
        records.forEach(record -> overtaking.add(record.id()));
    }

    /** Whether there is one that an operator wants delivered again. */
    boolean isRequeued(SimulatedBooks books) throws SQLException {
        for (String name : named.keySet()) {
            if (books.aside(name).stream().anyMatch(aside -> aside.state().equals("requeued"))) {
                return true;
            }
        }
        return false;
    }

    void isInBooks(Map<String, Balance> balances, Map<String, SimulatedBooks.Recount> recounts) {
        assertThat(balances.keySet()).isEqualTo(named.keySet());
        for (Map.Entry<String, Balance> entry : balances.entrySet()) {
            String name = entry.getKey();
            Balance balance = entry.getValue();
            assertThat(balance.isEven()).as("%s of %s is even", balance, name).isTrue();
            SimulatedBooks.Recount recount = recounts.get(name);
            assertThat(balance).as("balance of %s against a recount of rows", name).isEqualTo(new Balance(
                    named.get(name).size(), balance.delivered(), recount.pending(), recount.dead(),
                    dropped.getOrDefault(name, Set.of()).size()));
            assertThat(recount.dropped()).as("rows of %s, dropped", name)
                    .isLessThanOrEqualTo(dropped.getOrDefault(name, Set.of()).size());
            recount.aside().forEach(aside -> {
                if (aside.counted().equals("dead")) {
                    assertThat(aside.reason()).as("reason of a dead letter").isNotBlank();
                }
                everAside.computeIfAbsent(name, unused -> new HashSet<>()).add(aside.seq());
            });
        }
    }

    /** @param rows what stands aside in the journal */
    void hasArrived(SimulatedDestination destination, SqlJournal journal, List<AsideRow> rows) {
        String name = destination.name;
        List<UUID> holds = destination.holds().stream().map(LearningRecord::id).toList();
        assertThat(holds).as("what %s holds", name).doesNotHaveDuplicates();
        Set<UUID> arrived = new HashSet<>(holds);
        Map<Long, String> aside = new HashMap<>();
        rows.forEach(row -> aside.put(row.seq(), row.counted()));
        long delivered = 0;
        long leftOut = 0;
        Set<UUID> given = new HashSet<>();
        for (Map.Entry<Long, LearningRecord> entry : named.get(name).entrySet()) {
            String counted = dropped.getOrDefault(name, Set.of()).contains(entry.getKey()) ? "dropped"
                    : aside.getOrDefault(entry.getKey(), "delivered");
            given.add(entry.getValue().id());
            if (counted.equals("delivered")) {
                delivered++;
                if (destination.leavesOut(entry.getValue())) {
                    leftOut++;
                    assertThat(arrived).as("%s, left out", entry.getValue()).doesNotContain(entry.getValue().id());
                    continue;
                }
                assertThat(arrived).as("%s, number %s, delivered to %s", entry.getValue(), entry.getKey(), name)
                        .contains(entry.getValue().id());
            } else if (isCutOff(destination) && counted.equals("dead")) {
                assertThat(arrived).as("%s, number %s, %s for %s", entry.getValue(), entry.getKey(), counted, name)
                        .doesNotContain(entry.getValue().id());
            }
        }
        assertThat(given).as("only what was named for %s", name).containsAll(arrived);
        assertThat(journal.balances().get(name).delivered()).as("delivered to %s", name).isEqualTo(delivered);
        assertThat(leftOut(journal, name)).as("left out by the route of %s", name).isEqualTo(leftOut);
        orderIsKept(name, destination);
    }

    private static long leftOut(SqlJournal journal, String name) {
        return journal.destinations().stream().filter(report -> report.name().equals(name)).findFirst().orElseThrow().leftOut();
    }

    /** What was written in vain is not there any more. */
    private static boolean isCutOff(SimulatedDestination destination) {
        return destination instanceof FilesDestination || destination instanceof ArchiveDestination;
    }

    /** Within a type, for what never stood aside and was no probe. */
    private void orderIsKept(String name, SimulatedDestination destination) {
        Map<UUID, Long> numbers = new HashMap<>();
        named.get(name).forEach((seq, record) -> numbers.put(record.id(), seq));
        Map<String, Long> last = new HashMap<>();
        for (LearningRecord record : destination.inOrder()) {
            long seq = numbers.get(record.id());
            if (!everAside.getOrDefault(name, Set.of()).contains(seq) && !overtaking.contains(record.id())) {
                String file = record.type() + (isCutOff(destination)
                        ? record.receivedAt().truncatedTo(ChronoUnit.DAYS) : "");
                assertThat(seq).as("order of %s for %s", record, name).isGreaterThan(last.getOrDefault(file, 0L));
                last.put(file, seq);
            }
        }
    }
}
