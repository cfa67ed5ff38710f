package serai.cli.privacy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.cli.privacy.HeldPerson.Store;
import serai.testkit.process.SeraiProcess;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code ./serai forget}, killed with SIGKILL before one of the calls by which it changes a file or speaks to the learning record
 * store, and run again: then everything is gone, once. {@code -Dserai.forgotten.kills=} says how often; with enough of them it
 * is killed in each kind of step.
 */
class KilledForgetTest {

    private static final int KILLS = Integer.getInteger("serai.forgotten.kills", 3);
    /** So many are spread over the usual number of steps: to count them takes one more process. */
    private static final int FEW = 5;
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));

    @TempDir
    private Path path;
    private HeldPerson held;
    private StepLibrary library;

    @BeforeEach
    void prepare() throws Exception {
        library = StepLibrary.compile(path);
    }

    /** One of three times with journal and warehouse in PostgreSQL. */
    @ParameterizedTest
    @EnumSource(Store.class)
    void saidAgainCompletesWhereverItWasKilled(Store store) throws Exception {
        System.out.printf("To repeat: -Dseed=%d -Dserai.forgotten.kills=%d%n", SEED, KILLS);
        held = new HeldPerson(path, store);
        Random random = new Random(SEED);
        int kills = store == Store.POSTGRESQL ? KILLS / 3 : KILLS - KILLS / 3;
        List<List<Integer>> phases = kills > FEW ? phases(kill(0, named(random))) : List.of();
        int killed = 0;
        for (int kill = 0; kill < kills; kill++) {
            int at = phases.isEmpty() ? 1 + (int) ((kill + random.nextDouble()) * store.steps / kills)
                    : step(phases, kill, kills, random);
            killed += kill(at, named(random)).isEmpty() ? 0 : 1;
        }
        System.out.printf("%s: %d kinds of steps, one after the other; killed %d times of %d%n", store, phases.size(), killed,
                kills);
        assertThat(killed).as("killed before it had ended").isPositive();
    }

    /** One of the command, spread over the whole of it; if there are more kills than kinds of steps, one of any kind then. */
    private static int step(List<List<Integer>> phases, int kill, int kills, Random random) {
        int phase = kill < phases.size() ? (int) ((kill + random.nextDouble()) * phases.size() / Math.min(kills, phases.size()))
                : random.nextInt(phases.size());
        List<Integer> numbers = phases.get(phase);
        return numbers.get(random.nextInt(numbers.size()));
    }

    private static String named(Random random) {
        return HeldPerson.NAMED.get(random.nextInt(HeldPerson.NAMED.size()));
    }

    /** The numbers of the steps, in groups: steps of a kind that follow each other are one group. */
    private static List<List<Integer>> phases(List<String> steps) {
        List<List<Integer>> phases = new ArrayList<>();
        for (int at = 0; at < steps.size(); at++) {
            if (at == 0 || !steps.get(at).equals(steps.get(at - 1))) {
                phases.add(new ArrayList<>());
            }
            phases.get(phases.size() - 1).add(at + 1);
        }
        return phases;
    }

    /** Returns the steps that it has come to; none if it was to be killed and has ended before. */
    private List<String> kill(int at, String person) throws Exception {
        try (HeldCopy copy = held.copy()) {
            Path written = copy.folder().resolve("steps.txt");
            int exit;
            try (SeraiProcess process = library.lookAt(copy.serai(), written, at).start(HeldPerson.forget(person))) {
                exit = process.exitCode();
                assertThat(exit).as(process.out() + process.errors()).isIn(0, StepLibrary.KILLED);
            }
            List<String> steps = StepLibrary.steps(written);
            String last = "%s, killed before step %d, %s".formatted(person, at, steps.get(steps.size() - 1));
            if (exit == 0) {
                copy.assertForgotten("not killed");
                return at == 0 ? steps : List.of();
            }
            System.out.println(last);
            copy.saysItAgain(person, last);
            copy.assertForgotten(last);
            return steps;
        }
    }
}
