package serai.check;

import org.apache.camel.CamelContext;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.Balance;
import serai.journal.DestinationName;
import serai.journal.JournalWriter;
import serai.settings.Setting;
import serai.settings.Settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that each destination that a route names is read by a route, and the reverse, before any route runs. */
public final class DestinationRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationRoutes.class);

    private final CamelContext context;
    private final Model model;

    public DestinationRoutes(CamelContext context) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /**
     * @param balances the balance of each destination in the journal
     * @throws IllegalArgumentException if a route sends to a destination that no route reads, or records are pending for one, if
     *                                  a route names a destination behind a wireTap or reads one and names another, if failures
     *                                  of a destination would not be classified, or if a setting names a destination that does
     *                                  not exist; the message names the place and the remedy in one line
     */
    public void require(Map<String, Balance> balances, Settings settings) {
        Set<String> read = read().map(RouteDefinition::getInput).map(input -> input.getEndpointUri()).flatMap(this::names)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = new TreeSet<>();
        for (RouteDefinition route : model.getRouteDefinitions()) {
            sentTo(route).forEach(name -> {
                named.add(name);
                if (!read.contains(name) && !name.equals(JournalWriter.UNROUTED)) {
                    throw new IllegalArgumentException(("route %s sends to '%s'; no route reads journal:%s. There are routes for "
                            + "%s; mend the name, or add routes/destination-%s.camel.yaml")
                            .formatted(route.getRouteId(), name, name, String.join(", ", read), name));
                }
            });
        }
        model.getRouteDefinitions().forEach(this::requireInTime);
        read().forEach(this::requireConfiguration);
        read().forEach(this::requireEnd);
        balances.forEach((name, balance) -> requireReader(name, balance, read));
        Set<String> known = new TreeSet<>(read);
        known.addAll(balances.keySet());
        requireKnown(Setting.REPLAY_ONCE, known, settings);
        model.getRouteDefinitions().forEach(this::warnOfGaps);
        read.stream().filter(name -> !named.contains(name)).forEach(
                name -> LOG.warn("No route sends to journal:{}, so its destination gets nothing; name it in the router.", name));
    }

    /**
     * Refuses destinations behind a wireTap: it copies the exchange to another thread, so the record would be appended after
     * the acknowledgement, or not at all.
     */
    private void requireInTime(RouteDefinition route) {
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), WireTapDefinition.class).forEach(
                tap -> namedBehind(withoutOptions(String.valueOf(tap.getUri())), new HashSet<>()).findFirst().ifPresent(named -> {
                    throw new IllegalArgumentException(
                            ("route %s names %s by a wireTap, which nobody waits for: the event would be "
                                    + "acknowledged without it. Name it by to, or by multicast")
                                    .formatted(route.getRouteId(), named));
                }));
    }

    /** The destinations that a step at this URI names, by itself or in the routes that it leads to. */
    private Stream<String> namedBehind(String uri, Set<String> seen) {
        if (DestinationName.isIn(uri)) {
            return Stream.of(uri);
        }
        if (!seen.add(uri)) {
            return Stream.empty();
        }
        return model.getRouteDefinitions().stream().filter(route -> withoutOptions(route.getInput().getEndpointUri()).equals(uri))
                .flatMap(route -> namedIn(route, seen));
    }

    @SuppressWarnings("rawtypes")
    private Stream<String> namedIn(RouteDefinition route, Set<String> seen) {
        Collection<SendDefinition> sends = ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SendDefinition.class);
        return sends.stream().flatMap(send -> namedBehind(uri(send), seen));
    }

    /**
     * Refuses a destination's route that names destinations: its records are in the journal already, so appending them again
     * would make duplicates, which reach no destination.
     */
    private void requireEnd(RouteDefinition route) {
        namedIn(route, new HashSet<>()).findFirst().ifPresent(named -> {
            throw new IllegalArgumentException(("route %s reads %s and names %s: what it has is known already, so that would get "
                    + "nothing. Name it in the router").formatted(route.getRouteId(),
                            withoutOptions(route.getInput().getEndpointUri()),
                            named));
        });
    }

    private static String uri(SendDefinition<?> send) {
        return withoutOptions(String.valueOf(send.getUri()));
    }

    private static String withoutOptions(String uri) {
        return uri.split("\\?", 2)[0];
    }

    /** Warns of a choice or filter that names destinations for some events, if no other step names one for the rest. */
    private void warnOfGaps(RouteDefinition route) {
        boolean always = route.getOutputs().stream().anyMatch(step -> step instanceof SendDefinition<?> send && names(send));
        if (always) {
            return;
        }
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ChoiceDefinition.class).stream()
                .filter(choice -> choice.getOtherwise() == null && sendsToJournal(choice.getOutputs()))
                .forEach(choice -> warnOfGap(route, "a choice without otherwise"));
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), FilterDefinition.class).stream()
                .filter(filter -> !(filter.getParent() instanceof ChoiceDefinition) && sendsToJournal(filter.getOutputs()))
                .forEach(filter -> warnOfGap(route, "a filter"));
    }

    @SuppressWarnings("rawtypes")
    private static boolean sendsToJournal(List<ProcessorDefinition<?>> steps) {
        Collection<SendDefinition> sends = ProcessorDefinitionHelper.filterTypeInOutputs(steps, SendDefinition.class);
        return sends.stream().anyMatch(DestinationRoutes::names);
    }

    private static boolean names(SendDefinition<?> send) {
        return DestinationName.isIn(String.valueOf(send.getUri()));
    }

    private static void warnOfGap(RouteDefinition route, String step) {
        LOG.warn("Route {} names destinations in {}: what it does not take is not acknowledged to its publisher. Name "
                + "journal:unrouted for the rest, or leave it out by process: {ref: filtered}.", route.getRouteId(), step);
    }

    private Stream<RouteDefinition> read() {
        return model.getRouteDefinitions().stream().filter(route -> DestinationName.isIn(route.getInput().getEndpointUri()));
    }

    @SuppressWarnings("rawtypes")
    private Stream<String> sentTo(RouteDefinition route) {
        Collection<SendDefinition> sends =
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SendDefinition.class);
        return sends.stream().map(send -> String.valueOf(send.getUri())).filter(uri -> DestinationName.isIn(uri))
                .flatMap(this::names);
    }

    private Stream<String> names(String uri) {
        return DestinationName.written(context.resolvePropertyPlaceholders(uri));
    }

    private void requireConfiguration(RouteDefinition route) {
        Set<String> known = model.getRouteConfigurationDefinitions().stream().map(RouteConfigurationDefinition::getId)
                .collect(Collectors.toCollection(TreeSet::new));
        String id = route.getRouteConfigurationId();
        if (id == null || !Arrays.stream(id.split(",")).map(String::strip).allMatch(known::contains)) {
            throw new IllegalArgumentException(("route %s has routeConfigurationId %s; without one that exists none of its "
                    + "failures would be classified. There are %s; for a destination use delivery")
                    .formatted(route.getRouteId(), id, String.join(", ", known)));
        }
    }

    private static void requireKnown(Setting setting, Set<String> known, Settings settings) {
        Set<String> shipped = Set.copyOf(Settings.names(setting.byDefault().orElse("")));
        settings.names(setting).stream().filter(name -> !known.contains(name) && !shipped.contains(name)).findFirst()
                .ifPresent(name -> {
                    throw settings.refused(setting, "there is no destination '%s'; there are %s".formatted(name,
                            String.join(", ", known)), null);
                });
    }

    private static void requireReader(String name, Balance balance, Set<String> read) {
        if (balance.pending() > 0 && !read.contains(name) && !name.equals(JournalWriter.UNROUTED)) {
            throw new IllegalArgumentException(("the journal holds what is pending for '%s' (%s), and no route reads journal:%s; "
                    + "put its route back, or give it up: ./serai destinations drop %s --why \"…\"")
                    .formatted(name, balance.pending(), name, name));
        }
    }
}
