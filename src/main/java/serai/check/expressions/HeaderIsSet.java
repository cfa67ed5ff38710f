package serai.check.expressions;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.check.walk.SampleWalk;
import serai.check.walk.WalkResult;
import serai.settings.SpellingSuggestion;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A header that no step sets is empty, so that a condition on it never holds. */
final class HeaderIsSet implements Rule {

    private static final List<String> OURS = List.of("type", "source", "redraw", "receivedDay", "repeat");
    private static final List<String> OF_DESTINATIONS = List.of("redraw", "receivedDay", "repeat");
    private static final List<String> OF_PERIOD = List.of("page", "period", "part", "repeat");
    private static final int LETTERS_MAX = 2;

    @Override
    public String id() {
        return "unknown-header";
    }

    @Override
    public String meaning() {
        return "An expression reads a header that no step before it sets. It is empty, so a condition on it never holds: events "
                + "would count as delivered although nothing was sent.";
    }

    private Finding finding(boolean sure, Place place, String cause, String remedy) {
        return sure ? error(place, cause, remedy) : warning(place, cause, remedy);
    }

    private static Place place(Configuration configuration, WalkResult.Unset unset) {
        return configuration.find(unset.step(), item -> unset.expression().equals(item.text().orElse(null)))
                .map(found -> found.file().place(found.item(), unset.offset()))
                .orElseGet(() -> configuration.place(unset.step()));
    }

    private static String remedy(boolean ofPeriod, String header) {
        return ofPeriod && OURS.contains(header) ? "a page of a period has records of all types that the router names for it; "
                + "choose by type in the router"
                : "journal: sets %s; set another one by setHeader".formatted(String.join(", ", ofPeriod ? OF_PERIOD : OURS));
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return SampleWalk.of(configuration).unset.stream().flatMap(unset -> {
            List<String> ours = unset.ofPeriod() ? OF_PERIOD : OURS;
            Optional<String> meant = SpellingSuggestion.nearest(unset.header(), ours.stream(), LETTERS_MAX)
                    .filter(name -> !name.equals(unset.header()));
            if (unset.othersToo() && unset.leads() && meant.isEmpty()) {
                return Stream.of(warning(place(configuration, unset),
                        "no step before this one sets the header '%s', so only the event's sender can have set it"
                                .formatted(unset.header()),
                        "let no sender decide where events go: set it by setHeader"));
            }
            if (unset.othersToo() && OF_DESTINATIONS.contains(unset.header())) {
                return Stream.of(warning(place(configuration, unset),
                        "journal: sets the header '%s' only in routes of destinations, and no step before this one sets it"
                                .formatted(unset.header()),
                        "ask for it in the destination's route"));
            }
            if (unset.othersToo() && meant.isEmpty() || unset.header().startsWith("Camel")) {
                return Stream.empty(); // a request or an answer may have it
            }
            boolean sure = !unset.othersToo() || SpellingSuggestion.nearest(unset.header(), ours.stream(), 1).isPresent();
            return Stream.of(finding(sure,
                    place(configuration, unset),
                    "no step before this one sets the header '%s'".formatted(unset.header()),
                    meant.map("did you mean %s?"::formatted)
                            .orElseGet(() -> remedy(unset.ofPeriod(), unset.header()))));
        });
    }
}
