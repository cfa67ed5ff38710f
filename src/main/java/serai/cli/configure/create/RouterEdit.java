package serai.cli.configure.create;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.support.DefaultExchange;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import serai.check.Place;
import serai.check.RouteFile;
import serai.journal.DestinationName;
import serai.journal.JournalWriter;
import serai.model.EventType;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The places of a file of routes that name destinations, and the file with one more name there. */
final class RouterEdit {

    /**
     * A place that names destinations.
     *
     * @param types the types of events that come there, as far as conditions on the type show
     * @param known whether a condition was understood; otherwise any type may come there
     */
    private record Branch(RouteFile.Item item, Set<EventType> types, boolean known) {
    }

    private final RouteFile file;
    private final CamelContext context;
    private final List<Branch> branches = new ArrayList<>();

    /** @param context evaluates conditions; with the settings */
    RouterEdit(RouteFile file, CamelContext context) {
        this.file = file;
        this.context = context;
        Set<Place> seen = new HashSet<>();
        Set<EventType> taken = EnumSet.noneOf(EventType.class);
        file.items().filter(RouterEdit::names).filter(item -> seen.add(file.placeOfValue(item)))
                .forEach(item -> branches.add(branch(item, taken)));
    }

    /** Whether an item names destinations, and not {@code unrouted} alone. */
    private static boolean names(RouteFile.Item item) {
        return (item.key().equals("uri") || item.key().equals("to")) && !item.path().endsWith("/from/uri")
                && item.text().filter(uri -> DestinationName.isIn(uri)
                        && DestinationName.written(uri).anyMatch(name -> !name.equals(JournalWriter.UNROUTED))).isPresent();
    }

    private Branch branch(RouteFile.Item item, Set<EventType> taken) {
        Set<EventType> types = EnumSet.allOf(EventType.class);
        boolean known = true;
        if (item.path().contains("/otherwise/")) {
            types.removeAll(taken);
        }
        for (RouteFile.Item when : file.items().filter(one -> one.key().equals("when") || one.key().equals("filter"))
                .filter(one -> one.value() instanceof MappingNode && file.below(one).anyMatch(item::equals)).toList()) {
            Optional<Set<EventType>> passing = passing(when);
            known &= passing.isPresent();
            passing.ifPresent(types::retainAll);
        }
        if (known) { // otherwise they may come to the branches behind it too
            taken.addAll(types);
        }
        return new Branch(item, types, known);
    }

    /** The types of events for which a condition holds; empty if that can't be told. */
    private Optional<Set<EventType>> passing(RouteFile.Item when) {
        return file.below(when).filter(item -> item.path().startsWith(when.path() + "/")
                && item.path().substring(when.path().length()).matches("/(expression/)?simple(/expression)?"))
                .flatMap(item -> item.text().stream()).findFirst().flatMap(this::holding);
    }

    private Optional<Set<EventType>> holding(String condition) {
        if (!condition.contains("header.type") || condition.matches("(?s).*\\$\\{(?!headers?\\.type).*")) {
            return Optional.empty();
        }
        try {
            Predicate predicate = context.resolveLanguage("simple").createPredicate(condition);
            predicate.initPredicate(context);
            Set<EventType> holding = EnumSet.noneOf(EventType.class);
            for (EventType type : EventType.values()) {
                Exchange exchange = new DefaultExchange(context);
                exchange.getMessage().setHeader("type", type.name());
                if (predicate.matches(exchange)) {
                    holding.add(type);
                }
            }
            return Optional.of(holding);
        } catch (RuntimeException e) {
            return Optional.empty(); // check says what is wrong with it
        }
    }

    private static boolean names(Branch branch, DestinationName name) {
        return DestinationName.written(branch.item().text().orElse("")).anyMatch(name.text()::equals);
    }

    /**
     * The edited file.
     *
     * @param byHand places at which the name can't be put in
     * @param before the destinations that the edited places name now
     */
    record Edited(String text, List<Place> byHand, List<Set<String>> before) {
    }

    /** The file with one more name wherever events of these types come. */
    Edited with(DestinationName name, Set<EventType> types) {
        EditedText text = new EditedText(file.text());
        List<Place> byHand = new ArrayList<>();
        List<Set<String>> before = new ArrayList<>();
        for (Branch branch : branches) {
            if (branch.types().stream().noneMatch(types::contains) || names(branch, name)) {
                continue;
            }
            String uri = branch.item().text().orElse("");
            Place place = file.place(branch.item(), 0);
            int at = text.offset(place);
            if (branch.known() && text.isAt(at, uri)) {
                text.put(at + uri.split("\\?", 2)[0].length(), "," + name);
                before.add(DestinationName.written(uri).collect(Collectors.toSet()));
            } else {
                byHand.add(place);
            }
        }
        return new Edited(text.done(), byHand, before);
    }
}
