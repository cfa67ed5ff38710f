package serai.cli.privacy;

import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import serai.cli.operate.CommandContext;
import serai.journal.camel.JournalEndpoint;
import serai.journal.operations.person.GivenRecords;
import serai.journal.operations.person.Person;
import serai.journal.operations.person.PersonContent;
import serai.model.FailureText;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.settings.known.SettingGroup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Has destinations delete what they have of a person: each destination that has a file {@code routes/forget/NAME.yaml}, which may
 * use the beans of {@code destination-NAME.camel.yaml}. The file has a route that reads {@code direct:forget-NAME} and gets one
 * account at a time, as the destination knows it: a map with {@code platform} and {@code learner}; or a route that reads
 * {@code direct:forget-NAME-records} and gets the ids of up to 50 of the person's records, a list of UUIDs, as the destination
 * knows them; or both. Each route leaves as the body how many rows it has deleted, and in the header {@code left} what is left
 * to be done by hand, if anything is. It must be possible to run the routes again. One more route may read
 * {@code direct:count-NAME} and leave how many rows there are of an account; it changes nothing.
 */
final class DestinationErasure {

    private static final Pattern FILE = Pattern.compile(".*/forget/([a-z0-9-]+)\\.yaml");
    private static final String ANYBODY = "";

    private final CommandContext command;
    private final PersonContent person;
    private final String why;
    /** The records that each destination was given, by its name; an erased journal does not know them any more. */
    private final Map<String, List<UUID>> records = new HashMap<>();
    /** The records of each destination that the journal has erased: more than it was given, if some were delivered meanwhile. */
    private final Map<String, Set<UUID>> erased = new HashMap<>();
    private @Nullable Set<String> persons; // null until a destination asks
    private @Nullable Set<Person> spelled; // null until a destination asks

    /**
     * @param person whom the destinations forget; with what the journal has of them
     * @param why    the operator's reason
     */
    DestinationErasure(CommandContext command, PersonContent person, String why) {
        this.command = command;
        this.person = person;
        this.why = why;
    }

    /**
     * The result at one destination.
     *
     * @param rows    how many rows it has deleted or, if they are only counted, has
     * @param failure why it has not deleted everything, in one line; null if it has
     * @param ids     the ids of records that it may still have; only with a failure
     * @param asks    whether it can be asked again only while the journal still has the person's records
     */
    record Result(String destination, long rows, @Nullable String failure, List<UUID> ids, boolean asks) {

        boolean needsTheJournal() {
            return failure != null && asks;
        }
    }

    /** The names of the destinations that have such a file, sorted, without those that a setting excepts. */
    List<String> destinations() throws Exception {
        return command.settings().forgettingRoutes().stream()
                .map(file -> FILE.matcher(file.getLocation().replaceFirst("^\\w+:", "/"))).filter(Matcher::matches)
                .map(file -> file.group(1)).filter(this::isMeant).sorted().toList();
    }

    private boolean isMeant(String destination) {
        return SettingGroup.named("serai.forget." + destination).map(command.settings()::flag).orElse(true);
    }

    /** The accounts of the person. */
    Set<Person> accounts() {
        return person.accounts();
    }

    private List<String> asked() throws Exception {
        return destinations().stream().filter(one -> !person.accounts().isEmpty() || erased.containsKey(one)).toList();
    }

    /** Notes a record that the journal erases, so that the second call gives a destination what the first did not. */
    void erased(String destination, UUID id) {
        erased.computeIfAbsent(destination, name -> new LinkedHashSet<>()).add(id);
    }

    /** Has each destination delete the person. If one fails, the others delete the person all the same. */
    List<Result> forget() throws Exception {
        return forget(name -> true);
    }

    /**
     * Has each destination delete the person once more, for what was delivered meanwhile.
     *
     * @param again the destinations that are given earlier records again; others are given only records that are new to them
     */
    List<Result> forget(Predicate<String> again) throws Exception {
        List<Result> results = new ArrayList<>();
        for (String destination : asked()) {
            Result one = forget(destination, again.test(destination));
            // Noted at once: an interrupted command would not know the count when it is run again.
            command.operations().erasure().noteDeleted(destination, one.rows(), why);
            results.add(one);
        }
        return results;
    }

    private Result forget(String destination, boolean again) {
        long rows = 0;
        List<UUID> left = List.of();
        boolean asks = true; // until its routes say otherwise
        try (ForgettingRoutes routes = new ForgettingRoutes(command, destination)) {
            JournalEndpoint reading = routes.reading();
            Optional<Route> byAccount = routes.of("forget");
            Optional<Route> byRecords = routes.ofRecords();
            Set<String> known = reading.learner(ANYBODY) == null ? Set.of() : persons();
            asks = byRecords.isPresent() || !known.isEmpty(); // only the journal knows these, and it forgets them
            if (byRecords.isPresent()) {
                boolean first = !records.containsKey(destination);
                List<UUID> before = records.computeIfAbsent(destination, this::given);
                Set<UUID> fresh = new LinkedHashSet<>(erased.getOrDefault(destination, Set.of()));
                if (first) {
                    fresh.addAll(before);
                } else {
                    before.forEach(fresh::remove);
                }
                List<UUID> all = new ArrayList<>(fresh);
                all.addAll(again && !first ? before : List.of());
                left = all.stream().map(reading::recordId).toList();
                int uncounted = left.size() - fresh.size(); // these are counted already
                while (!left.isEmpty()) {
                    int counted = left.size() - uncounted;
                    int some = Math.min(GivenRecords.AT_ONCE, counted > 0 ? counted : left.size());
                    long deleted = routes.run(byRecords.get(), left.subList(0, some), why);
                    rows += counted > 0 ? deleted : 0;
                    left = left.subList(some, left.size());
                }
            }
            if (byAccount.isPresent()) {
                rows += eachAccount(routes, byAccount.get(), reading, known);
            } else if (byRecords.isEmpty()) {
                throw new IllegalArgumentException("no route reads direct:forget-" + destination);
            }
            return new Result(destination, rows, routes.left(), List.of(), false);
        } catch (Exception e) {
            return new Result(destination, rows, FailureText.innermostLine(e), left, asks);
        }
    }

    private long eachAccount(ForgettingRoutes routes, Route route, JournalEndpoint reading, Set<String> known) {
        long rows = 0;
        for (Person account : person.accounts()) {
            Platform platform = Objects.requireNonNull(account.platform(), "an account has a platform");
            Set<String> names = new LinkedHashSet<>();
            spellings(platform, account.identifier()).forEach(id -> names.addAll(names(reading, platform, id, known)));
            for (String learner : names) {
                rows += routes.run(route, Map.of("platform", platform.name(), "learner", learner), why);
            }
        }
        return rows;
    }

    /** An account's id as it was typed, and as records and links spell it: a destination may distinguish these. */
    private Set<String> spellings(Platform platform, String id) {
        Set<Person> known = spelled;
        if (known == null) { // read once: an erased journal has them no more
            Set<Person> found = new LinkedHashSet<>();
            for (LearningRecord record : command.operations().persons().learners(person)) {
                found.add(new Person(record.platform(), Objects.requireNonNull(record.learner(), "only such are given").id()));
            }
            command.operations().links().unchecked().forEach(link -> found.add(new Person(link.platform(), link.learner())));
            spelled = found;
            known = found;
        }
        Set<String> ids = new LinkedHashSet<>(Set.of(id));
        known.stream().filter(one -> one.platform() == platform && one.identifier().equalsIgnoreCase(id))
                .forEach(one -> ids.add(one.identifier()));
        return ids;
    }

    /** The names by which the destination knows an account: as a learner, or as a person if its route asks for people. */
    private static Set<String> names(JournalEndpoint reading, Platform platform, String id, Set<String> known) {
        return Stream.concat(Stream.of(Optional.ofNullable(reading.learner(platform, id))),
                known.stream().map(one -> Optional.ofNullable(reading.learner(one)))).flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The person's ids in the organisation, found once: an erased journal does not know them any more. */
    private Set<String> persons() {
        if (persons == null) {
            persons = new OrganisationIds(command).of(person);
        }
        return persons;
    }

    private List<UUID> given(String destination) {
        return List.copyOf(command.operations().persons().given().to(destination, person).values());
    }

    /** What each destination would delete, of those that have a route that counts, or that are given records. */
    List<Result> count() throws Exception {
        List<Result> results = new ArrayList<>();
        for (String destination : asked()) {
            count(destination).ifPresent(results::add);
        }
        return results;
    }

    private Optional<Result> count(String destination) {
        try (ForgettingRoutes routes = new ForgettingRoutes(command, destination)) {
            JournalEndpoint reading = routes.reading();
            Optional<Route> counting = routes.of("count");
            if (counting.isEmpty() && routes.ofRecords().isEmpty()) {
                return Optional.empty();
            }
            Set<String> known = reading.learner(ANYBODY) == null ? Set.of() : persons();
            long rows = counting.isPresent() ? eachAccount(routes, counting.get(), reading, known) : given(destination).size();
            return Optional.of(new Result(destination, rows, routes.left(), List.of(), false));
        } catch (Exception e) {
            return Optional.of(new Result(destination, 0, FailureText.innermostLine(e), List.of(), false));
        }
    }
}
