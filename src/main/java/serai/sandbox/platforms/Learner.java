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
 * @param account what the platform knows of an employee; null of a learner of no organisation
 */
record Learner(int number, UUID uuid, String firstName, String lastName, @Nullable Account account) {

    private static final List<String> FIRST_NAMES = List.of("Anna", "Åsa", "Bram", "Chidi", "Émile", "Fatma", "Grace", "Hoàng",
            "Jürgen", "美咲");
    private static final List<String> LAST_NAMES = List.of("de Vries", "Ångström", "Okafor", "Łukasik", "O'Neil", "Smith",
            "Yılmaz", "佐藤");

    static Learner of(int number, Random random) {
        return new Learner(number, new UUID(random.nextLong(), random.nextLong()), one(FIRST_NAMES, random),
                one(LAST_NAMES, random), null);
    }

    /** The same learner with another last name. */
    Learner renamed() {
        return new Learner(number, uuid, firstName, lastName + "-Garcia", account);
    }

    /** The same learner, as the platform knows an employee. */
    Learner with(Account known) {
        return new Learner(number, uuid, firstName, lastName, known);
    }

    String email() {
        return account != null ? account.contact() : "learner-%s@example.org".formatted(number);
    }

    static <T> T one(List<T> things, Random random) {
        return things.get(random.nextInt(things.size()));
    }
}
