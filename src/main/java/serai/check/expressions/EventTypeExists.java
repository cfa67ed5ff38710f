package serai.check.expressions;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.check.Steps;
import serai.model.EventType;
import serai.settings.SpellingSuggestion;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A type that a condition names is one of Serai's, or at least not nearly one. */
final class EventTypeExists implements Rule {

    private static final Pattern COMPARED =
            Pattern.compile("\\$\\{headers?\\.type}\\s*(?:==|=~|!=|in|!in|not in)\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern NAME = Pattern.compile("[^,]+");
    private static final Pattern TABLE = Pattern.compile("([^\\s=]+)(?:=\\S+)?");
    private static final int LETTERS_MAX = 4;

    @Override
    public String id() {
        return "event-type";
    }

    @Override
    public String meaning() {
        return "A condition, or `tables` of a database, names a type of events that is nearly, but not quite, one of "
                + "Serai's. No event "
                + "has it.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Stream.concat(inConditions(configuration), configuration.items(item -> item.key().equals("tables")
                && item.path().contains("/beans/")).flatMap(this::inTables));
    }

    /** {@code TYPE} or {@code TYPE=table} of the statements of a database. */
    private Stream<Finding> inTables(Configuration.Found tables) {
        return TABLE.matcher(tables.item().text().orElse("")).results().map(found -> found.group(1))
                .filter(name -> EventType.named(name).isEmpty()).flatMap(name -> meant(name)
                        .map(meant -> finding(tables.file().placeOfWord(tables.item(), name), name, meant)).stream());
    }

    private Stream<Finding> inConditions(Configuration configuration) {
        return configuration.steps().flatMap(step -> Steps.expressions(step).stream())
                .flatMap(written -> COMPARED.matcher(String.valueOf(written.expression().getExpression())).results()
                        .flatMap(compared -> NAME.matcher(compared.group(1)).results()
                                .flatMap(name -> finding(configuration, written, compared, name))));
    }

    private Stream<Finding> finding(Configuration configuration, Steps.Written written, MatchResult compared, MatchResult found) {
        String name = found.group().strip();
        if (EventType.named(name).isPresent()) {
            return Stream.empty();
        }
        String text = String.valueOf(written.expression().getExpression());
        return meant(name).stream()
                .map(meant -> finding(configuration.find(written.step(), item -> text.equals(item.text().orElse(null)))
                        .map(item -> item.file().place(item.item(), compared.start(1) + found.start()))
                        .orElseGet(() -> configuration.place(written.step())), name, meant));
    }

    private static Optional<String> meant(String name) {
        return SpellingSuggestion.nearest(name.replaceAll("[- ]", "_").toUpperCase(Locale.ROOT),
                Arrays.stream(EventType.values()).map(Enum::name), LETTERS_MAX);
    }

    private Finding finding(Place place, String name, String meant) {
        return warning(place, "there is no type '%s' of events".formatted(name), "did you mean %s?".formatted(meant));
    }
}
