package serai.sandbox.platforms;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * An invented learner.
 *
 * @param number  identifies the learner in a simulation
 * @param uuid    the learner's id at Praesidium Academy
 * @param account what the platform knows of an employee; null for a learner of no organisation
 */
record SimulatedLearner(int number, UUID uuid, String firstName, String lastName, @Nullable Account account) {

    private static final List<String> FIRST_NAMES = List.of("Anna", "Åsa", "Bram", "Chidi", "Émile", "Fatma", "Grace", "Hoàng",
            "Jürgen", "美咲");
    private static final List<String> LAST_NAMES = List.of("de Vries", "Ångström", "Okafor", "Łukasik", "O'Neil", "Smith",
            "Yılmaz", "佐藤");

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    /** How many blocks of {@value SimulatedLearners#LEARNERS_MAX} learners fit into the 32 bits of an id of a platform. */
    private static final int BLOCKS = 2_000;

    /** The random numbers of which every detail of a simulated learner is made, in a fixed order. */
    static Random details(long seed, int number) {
        return new Random(seed * GOLDEN + number * (GOLDEN >>> 1));
    }

    /** The learner of that number in a simulation, from 0. */
    static SimulatedLearner of(long seed, int number) {
        return of(seed, number, details(seed, number));
    }

    static SimulatedLearner of(long seed, int number, Random details) {
        int block = (int) Math.floorMod(seed * GOLDEN >>> 1, (long) BLOCKS);
        return of((block + 1) * SimulatedLearners.LEARNERS_MAX + number, details);
    }

    private static SimulatedLearner of(int number, Random random) {
        return new SimulatedLearner(number, new UUID(random.nextLong(), random.nextLong()), one(FIRST_NAMES, random),
                one(LAST_NAMES, random), null);
    }

    /** The same learner with another last name. */
    SimulatedLearner renamed() {
        return new SimulatedLearner(number, uuid, firstName, lastName + "-Garcia", account);
    }

    /** The same learner, as the platform knows an employee. */
    SimulatedLearner with(Account known) {
        return new SimulatedLearner(number, uuid, firstName, lastName, known);
    }

    String email() {
        return account != null ? account.contact() : "learner-%s@example.org".formatted(number);
    }

    static <T> T one(List<T> things, Random random) {
        return things.get(random.nextInt(things.size()));
    }
}
