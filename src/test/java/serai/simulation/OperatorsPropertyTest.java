package serai.simulation;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import serai.journal.Balance;
import serai.journal.DeadLetterId;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.DeadLetterFilter;
import serai.journal.operations.ReplayRate;
import serai.journal.operations.ReplayRequest;
import serai.testkit.MemoryFolder;
import serai.testkit.journal.OperatedJournal;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** Whatever operators do, in whatever order: every balance is even, and equal to a recount of the rows. */
class OperatorsPropertyTest {

    private static final List<String> DESTINATIONS = List.of("archive", "lrs");

    private OperatedJournal serai;
    private int learners;

    @Property(tries = 40)
    void balancesStayEvenAndEqualToARecount(@ForAll("steps") List<Integer> steps) throws IOException {
        try (MemoryFolder folder = MemoryFolder.make(); OperatedJournal journal = new OperatedJournal(folder.path())) {
            decide(journal, steps);
        }
    }

    @Property(tries = 4)
    void balancesInPostgresqlToo(@ForAll("steps") List<Integer> steps) throws SQLException {
        try (OperatedJournal journal = OperatedJournal.inPostgresql()) {
            decide(journal, steps);
        }
    }

    private void decide(OperatedJournal journal, List<Integer> steps) {
        serai = journal;
        learners = 0;
        DESTINATIONS.forEach(serai::destination);
        for (int step : steps) {
            take(step % 12, step / 12);
            serai.balance("lrs");
        }
        goOnUntilNothingIsPending();
    }

    /** Uniform: by itself jqwik prefers small numbers, which would mean the same few decisions again and again. */
    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers().between(0, 719).withDistribution(RandomDistribution.uniform()).withoutEdgeCases()
                .list().ofMinSize(10).ofMaxSize(60);
    }

    /** @param chance chooses whatever the step leaves open; from 0 to 59 */
    private void take(int step, int chance) {
        String destination = DESTINATIONS.get(chance % 2);
        OperatedJournal.Fake fake = serai.destination(destination);
        switch (step) {
            case 0, 1 -> append(1 + chance % 14);
            case 2 -> leaveOut(fake, chance);
            case 3 -> serai.runFor(Duration.ofSeconds(1 + chance));
            case 4 -> fake.fails(FailureClass.values()[chance % 5], "learner-" + learners, "learner-" + (learners + 2));
            case 5 -> fake.failsEverything(FailureClass.values()[chance % 5]);
            case 6 -> fake.isMended();
            case 7 ->
                serai.operations().deadLetters().retry(new DeadLetterFilter(destination, null, null, null, null), pace(chance));
            case 8 -> drop(chance);
            case 9 ->
                serai.operations().replay().carryOut(new ReplayRequest(destination, serai.clock().instant().minusSeconds(3600),
                        null, chance % 3 == 0 ? "LOGGED_IN" : null, chance % 5 == 0), pace(chance));
            case 10 -> resumeOrReroute(destination, chance);
            default -> meanwhile(fake, destination, chance);
        }
    }

    /** The route is edited: it leaves out others, or nothing any more. */
    private void leaveOut(OperatedJournal.Fake fake, int chance) {
        append(1 + chance % 14);
        if (chance % 3 == 0) {
            fake.leavesOutNothing();
        } else {
            fake.leavesOut("learner-" + (learners - 1), "learner-" + chance, "learner-" + learners, "learner-" + (learners + 1));
        }
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            String learner = "learner-" + learners++;
            String[] names = switch (learners % 5) {
                case 0 -> new String[]{"unrouted"};
                case 1 -> new String[]{"archive"};
                default -> new String[]{"archive", "lrs"};
            };
            serai.append((learners % 3 == 0 ? login(learner) : completion(learner))
                    .withReceivedAt(serai.clock().instant()), names);
        }
    }

    private ReplayRate pace(int chance) {
        return new ReplayRate(serai.clock().instant(), Duration.ofMillis(chance * 100L));
    }

    private void drop(int chance) {
        List<DeadLetterId> some = new ArrayList<>();
        serai.operations().deadLetters().each(DeadLetterFilter.ALL, letter -> {
            if ((letter.id().nr() + chance) % 3 == 0) {
                some.add(letter.id());
            }
        });
        serai.operations().deadLetters().drop(some, "by chance");
    }

    private void resumeOrReroute(String destination, int chance) {
        if (chance % 4 == 0) {
            serai.operations().unrouted().reroute(record -> Set.of("lrs"), true);
        } else if (serai.operations().destinations().reports().stream()
                .anyMatch(report -> report.name().equals(destination) && report.state().isTroubled())) {
            serai.operations().destinations().resume(destination, chance % 4 == 1);
        }
    }

    /** The operator acts while a batch is under way, or the process ends. */
    private void meanwhile(OperatedJournal.Fake fake, String destination, int chance) {
        switch (chance % 5) {
            case 0 -> {
                serai.stopDelivering();
                serai.deliverAgain();
            }
            case 1 -> fake.meanwhile(() -> drop(chance));
            case 2 -> fake.meanwhile(() -> take(7, chance));
            case 3 -> fake.meanwhile(() -> take(9, chance));
            default -> {
                if (serai.operations().destinations().names().contains(destination)) {
                    serai.operations().destinations().drop(destination, "by chance");
                }
            }
        }
    }

    private void goOnUntilNothingIsPending() {
        DESTINATIONS.forEach(destination -> serai.destination(destination).isMended());
        for (int minutes = 0; minutes < 30 && !pending().isEmpty(); minutes++) {
            serai.runFor(Duration.ofMinutes(1));
        }
        assertThat(pending()).isEmpty();
    }

    private List<String> pending() {
        return DESTINATIONS.stream().filter(destination -> {
            Balance balance = serai.balance(destination);
            return balance != null && balance.pending() > 0;
        }).toList();
    }
}
