package serai.sandbox.platforms;

import serai.model.Platform;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An organisation after a year of joiners, leavers, changed addresses and typing errors. It has its directory of people, and it
 * knows the truth: which person each account belongs to, and by what the directory finds that person, or why it does not. The same
 * seed and number of learners make the same organisation for both platforms.
 */
public final class SimulatedOrganisation {

    private static final String HEADING = "id,email,aliases,phone,first_name,last_name";

    /** Gives employees random numbers of their own: what becomes of them has nothing to do with what they learn. */
    private static final long OF_EMPLOYEES = 0xD1B54A32D192ED03L;

    private final long seed;
    private final int learners;

    public SimulatedOrganisation(long seed, int learners) {
        this.seed = seed;
        this.learners = learners;
    }

    /** The directory, a line of CSV after the other. */
    public void directory(Consumer<String> to) {
        to.accept(HEADING);
        // Two people have each desk's address, and stay, so that it is never somebody's alone.
        IntStream.range(0, 2 * Employee.DESKS).forEach(i -> to.accept("D-%s,%s,,,Dana,Desk".formatted(i, Employee.desk(i / 2))));
        employees().filter(Employee::isListed).forEach(employee -> to.accept(employee.row()));
    }

    /** The truth about the platform's accounts, a line of CSV after the other. */
    public void truth(Platform platform, Consumer<String> to) {
        to.accept("learner,person,found");
        each(platform, (learner, employee, account) -> to.accept(String.join(",", learner, employee.id(), account.found())));
    }

    /** The missing links: for each of the platform's accounts that the directory finds nobody for, the person it belongs to. */
    public void missingLinks(Platform platform, Consumer<String> to) {
        to.accept("learner,person");
        each(platform, (learner, employee, account) -> {
            if (!account.isFound()) {
                to.accept(learner + "," + employee.id());
            }
        });
    }

    /** How many of the platform's accounts the directory finds, by what, and how many it does not find, by reason. */
    public Map<String, Integer> counts(Platform platform) {
        Map<String, Integer> counts = new TreeMap<>();
        each(platform, (learner, employee, account) -> counts.merge(account.found(), 1, Integer::sum));
        return counts;
    }

    /** Takes an account. */
    @FunctionalInterface
    private interface Taker {
        void take(String learner, Employee employee, Account account);
    }

    private void each(Platform platform, Taker to) {
        for (int number = 0; number < learners; number++) {
            SimulatedLearner learner = learner(platform, number);
            String id = platform == Platform.MCT ? "mct:" + learner.number() : "praesidium:" + learner.uuid();
            to.take(id, employee(number), employee(number).on(platform));
        }
    }

    private Stream<Employee> employees() {
        return IntStream.range(0, learners).mapToObj(this::employee);
    }

    Employee employee(int number) {
        SimulatedLearner learner = SimulatedLearner.of(seed, number);
        return new Employee(learner.number(), learner.firstName(), learner.lastName(),
                new Random(seed * OF_EMPLOYEES + learner.number()));
    }

    /** The learner that the employee of that number is on the platform. */
    SimulatedLearner learner(Platform platform, int number) {
        return SimulatedLearner.of(seed, number).with(employee(number).on(platform));
    }
}
