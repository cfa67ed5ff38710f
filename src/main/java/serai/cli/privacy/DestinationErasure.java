package serai.cli.privacy;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import serai.cli.operate.CommandContext;
import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.camel.JournalEndpoint;
import serai.journal.operations.person.GivenRecords;
import serai.journal.operations.person.Person;
import serai.journal.operations.person.PersonContent;
import serai.model.FailureText;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.model.trace.TraceContext;
import serai.rehearsal.IsolatedRoutes;
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
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Has destinations delete what they have of a person: each that has a file for it, {@code routes/forget/NAME.yaml}, which may use
 * the beans of {@code destination-NAME.camel.yaml}. It has a route that reads {@code direct:forget-NAME} and gets one account at a
 * time, as the destination knows it: a map with {@code platform} and {@code learner}; or one that reads
 * {@code direct:forget-NAME-records} and gets the ids of up to 50 of the person's records, a list of UUIDs, as the destination knows
 * them; or both. The body that each leaves is how many rows it has deleted. It must be possible to run them again.
 */
final class DestinationErasure {

    private static final Pattern FILE = Pattern.compile(".*/forget/([a-z0-9-]+)\\.yaml");

    private static final String ANYBODY = "";

    private final CommandContext command;

    private final PersonContent person;
    /** What each has been given, by its name; the journal does not know that any more when it is asked again. */
    private final Map<String, List<UUID>> records = new HashMap<>();

    private @Nullable Set<String> persons; // null until a destination asks

    /** @param person whom the destinations forget; with what the journal has of them */
    DestinationErasure(CommandContext command, PersonContent person) {
        this.command = command;
        this.person = person;
    }

    /**
     * What came of it at one destination.
     *
     * @param rows    how many it has deleted
     * @param failure why it has not deleted everything, in one line; null if it has
     * @param left    the ids of records that it may still have; only with a failure
     * @param asks    whether it can be asked again only while the journal still has the person's records
     */
    record Result(String destination, long rows, @Nullable String failure, List<UUID> left, boolean asks) {

        boolean needsTheJournal() {
            return failure != null && asks;
        }
    }

    /** Routes that forget append nothing. */
    private static final class NoInbox implements Inbox {
        @Override
        public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations, @Nullable TraceContext trace) {
            throw new UnsupportedOperationException("a route that forgets can't append to the journal");
        }

        @Override
        public CompletionStage<Void> countFiltered(String source) {
            throw new UnsupportedOperationException("a route that forgets can't count events");
        }
    }

    /** The accounts of the person. */
    Set<Person> accounts() {
        return person.accounts();
    }

    /** The destinations that have such a file, by name, but for those of which a setting says that they don't forget. */
    List<String> destinations() throws Exception {
        return command.settings().forgettingRoutes().stream()
                .map(file -> FILE.matcher(file.getLocation().replaceFirst("^\\w+:", "/"))).filter(Matcher::matches)
                .map(file -> file.group(1)).filter(this::isMeant).sorted().toList();
    }

    private boolean isMeant(String destination) {
        return SettingGroup.named("serai.forget." + destination).map(command.settings()::flag).orElse(true);
    }

    /** Has each delete the person. One that fails does not keep the others from it. */
    List<Result> forget() throws Exception {
        return forget(name -> true);
    }

    /** @param byRecordsToo which of them are given the records, too */
    List<Result> forget(Predicate<String> byRecordsToo) throws Exception {
        List<Result> results = new ArrayList<>();
        for (String destination : person.accounts().isEmpty() ? List.<String>of() : destinations()) {
            results.add(forget(destination, byRecordsToo.test(destination)));
        }
        return results;
    }

    private Result forget(String destination, boolean byRecordsToo) {
        long rows = 0;
        List<UUID> left = List.of();
        boolean asks = true; // until its routes say otherwise
        try (IsolatedRoutes routes = command.routes(List.of("destination-" + destination + ".camel.yaml",
                "forget/" + destination + ".yaml"), new NoInbox())) {
            JournalEndpoint reading = (JournalEndpoint) route(routes, "journal:" + destination).getEndpoint();
            Optional<Route> byAccount = routes.reading("direct:forget-" + destination);
            Optional<Route> byRecords = routes.reading("direct:forget-" + destination + "-records");
            if (byAccount.isEmpty() && byRecords.isEmpty()) {
                route(routes, "direct:forget-" + destination);
            }
            asks = byRecords.isPresent();
            Set<String> persons = reading.learner(ANYBODY) == null ? Set.of() : persons();
            asks |= !persons.isEmpty(); // the journal knows who that is, and forgets it
            if (byRecords.isPresent() && byRecordsToo) {
                boolean again = records.containsKey(destination); // these are counted already
                left = records.computeIfAbsent(destination, this::given).stream().map(reading::recordId).toList();
                for (; !left.isEmpty(); left = left.subList(Math.min(GivenRecords.AT_ONCE, left.size()), left.size())) {
                    long deleted =
                            deleted(routes, byRecords.get(), left.subList(0, Math.min(GivenRecords.AT_ONCE, left.size())));
                    rows += again ? 0 : deleted;
                }
            }
            for (Person account : byAccount.isPresent() ? person.accounts() : Set.<Person>of()) {
                Platform platform = Objects.requireNonNull(account.platform(), "an account has a platform");
                for (String learner : names(reading, platform, account.identifier(), persons)) {
                    rows += deleted(routes, byAccount.get(), Map.of("platform", platform.name(), "learner", learner));
                }
            }
            return new Result(destination, rows, null, List.of(), asks);
        } catch (Exception e) {
            return new Result(destination, rows, FailureText.innermostLine(e), left, asks);
        }
    }

    /** As whom it knows an account: as one of a platform, or as a person of the organisation where its route finds that. */
    private static Set<String> names(JournalEndpoint reading, Platform platform, String id, Set<String> persons) {
        return Stream.concat(Stream.of(reading.learner(platform, id)), persons.stream().map(reading::learner))
                .filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Who of the organisation it is, found once: an erased journal does not know it any more. */
    private Set<String> persons() {
        if (persons == null) {
            persons = new OwnPersons(command).of(person);
        }
        return persons;
    }

    private List<UUID> given(String destination) {
        return List.copyOf(command.operations().persons().given().to(destination, person).values());
    }

    private static Route route(IsolatedRoutes routes, String uri) {
        return routes.reading(uri).orElseThrow(() -> new IllegalArgumentException("no route reads " + uri));
    }

    private static long deleted(IsolatedRoutes routes, Route route, Object body) {
        return routes.run(route, message -> message.setBody(body), DestinationErasure::rows);
    }

    private static long rows(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        Long rows = exchange.getMessage().getBody(Long.class);
        if (rows == null) {
            throw new IllegalArgumentException("its route does not leave the number of rows as the body");
        }
        return rows;
    }
}
