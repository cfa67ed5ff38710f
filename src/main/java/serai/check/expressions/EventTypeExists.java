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
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A condition names a type that is nearly, but not quite, one of Serai's. */
final class EventTypeExists implements Rule {

    private static final String TYPE =
            "\\$\\{(?:(?:in\\.)?headers?(?:\\.type|:type|\\[['\"]?type['\"]?])|body(?:\\[\\d+]|\\.first|\\.get\\(\\d+\\))?\\??\\.type)}";
    private static final String TEXT = "['\"]([^'\"]*)['\"]";
    private static final Pattern COMPARED = Pattern.compile(TYPE + "\\s*(?:==|=~|!=|!=~|in|!in|not in)\\s*" + TEXT);
    private static final Pattern REVERSED = Pattern.compile(TEXT + "\\s*(?:==|=~|!=|!=~)\\s*" + TYPE);
    private static final Pattern ALTERNATIVES = Pattern.compile(TYPE + "\\s*!?\\s*regex\\s*['\"]([\\w|]+)['\"]");
    private static final Pattern PART =
            Pattern.compile(TYPE + "\\s*!?\\s*(contains|~~|starts with|startsWith|ends with|endsWith|regex)\\s*" + TEXT);
    private static final Pattern NAME = Pattern.compile("[^,|]+");
    /** Words that Serai's types contain: a name with one of these words is meant to be one of Serai's types. */
    private static final Pattern OURS = Pattern.compile("(?i).*(COURSE|MODULE|LEARNING|LOGGED|COMPLET|START).*");
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
                && item.path().contains("/beans/")).flatMap(tables -> inTables(configuration, tables)));
    }

    /** {@code TYPE} or {@code TYPE=table} of the statements of a database. */
    private Stream<Finding> inTables(Configuration configuration, Configuration.Found tables) {
        return TABLE.matcher(configuration.resolved(tables.item().text().orElse(""))).results().map(found -> found.group(1))
                .filter(name -> EventType.named(name).isEmpty()).flatMap(name -> meant(name)
                        .map(meant -> finding(configuration.placeOfSetting(tables)
                                .orElseGet(() -> tables.file().placeOfWord(tables.item(), name)), name, meant))
                        .stream());
    }

    private Stream<Finding> inConditions(Configuration configuration) {
        return configuration.steps().flatMap(step -> Steps.expressions(step).stream()).flatMap(written -> {
            String text = configuration.resolved(String.valueOf(written.expression().getExpression()));
            Stream<MatchResult> whole = Stream.of(COMPARED, REVERSED).flatMap(pattern -> pattern.matcher(text).results());
            Stream<MatchResult> alternatives = ALTERNATIVES.matcher(text).results();
            return Stream.concat(Stream.concat(whole, alternatives).flatMap(compared -> NAME.matcher(compared.group(1)).results()
                    .flatMap(name -> finding(configuration, written, compared, name))),
                    PART.matcher(text).results().flatMap(part -> ofPart(configuration, written, part)));
        });
    }

    /** Reports a part of a name that no type of Serai's has. */
    private Stream<Finding> ofPart(Configuration configuration, Steps.Written written, MatchResult part) {
        String text = part.group(2);
        if (part.group(1).equals("regex") && text.matches("[\\w|]+")) {
            return Stream.empty(); // its alternatives are looked at one by one
        }
        Predicate<String> holds = switch (part.group(1)) {
            case "contains", "~~" -> name -> name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
            case "starts with", "startsWith" -> name -> name.startsWith(text);
            case "ends with", "endsWith" -> name -> name.endsWith(text);
            default -> name -> isMatched(name, text);
        };
        boolean none = OURS.matcher(text).matches() && Arrays.stream(EventType.values()).map(Enum::name).noneMatch(holds);
        return none ? Stream.of(warning(place(configuration, written, part.start(2)),
                "no type of events %s '%s'".formatted(inWords(part.group(1)), text),
                "the types are " + Arrays.stream(EventType.values()).map(Enum::name).collect(Collectors.joining(", "))))
                : Stream.empty();
    }

    private static String inWords(String operator) {
        return switch (operator) {
            case "regex" -> "matches";
            case "~~" -> "contains";
            case "startsWith" -> "starts with";
            case "endsWith" -> "ends with";
            default -> operator;
        };
    }

    private static boolean isMatched(String name, String pattern) {
        try {
            return name.matches(pattern);
        } catch (PatternSyntaxException e) {
            return true; // another rule reports it
        }
    }

    private static Place place(Configuration configuration, Steps.Written written, int offset) {
        String text = String.valueOf(written.expression().getExpression());
        return configuration.find(written.step(), item -> text.equals(item.text().orElse(null)))
                .map(item -> text.contains("{{") ? item.placeOfValue() : item.file().place(item.item(), offset))
                .orElseGet(() -> configuration.place(written.step()));
    }

    private Stream<Finding> finding(Configuration configuration, Steps.Written written, MatchResult compared, MatchResult found) {
        String name = found.group().strip();
        if (EventType.named(name).isPresent()) {
            return Stream.empty();
        }
        return meant(name).stream()
                .map(meant -> finding(place(configuration, written, compared.start(1) + found.start()), name, meant));
    }

    private static Optional<String> meant(String name) {
        String written = name.replaceAll("[- ]", "_").toUpperCase(Locale.ROOT);
        String having = Arrays.stream(EventType.values()).map(Enum::name).filter(type -> type.contains(written))
                .collect(Collectors.joining(" or "));
        return SpellingSuggestion.nearest(written, Arrays.stream(EventType.values()).map(Enum::name), LETTERS_MAX)
                .or(() -> OURS.matcher(written).matches() && !having.isEmpty() ? Optional.of(having) : Optional.empty());
    }

    private Finding finding(Place place, String name, String meant) {
        return warning(place, "there is no type '%s' of events".formatted(name), "did you mean %s?".formatted(meant));
    }
}
