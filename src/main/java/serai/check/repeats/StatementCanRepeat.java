package serai.check.repeats;

import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SetBodyDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Place;
import serai.check.RouteFile;
import serai.check.Rule;
import serai.check.Steps;
import serai.destinations.database.SqlStatements;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A statement that stores a row a second time, or fails, when its record comes a second time. */
final class StatementCanRepeat implements Rule {

    private static final Pattern COMMENT = Pattern.compile("(?s)--[^\\n]*|/\\*.*?\\*/");
    private static final Pattern PASSING_OVER = Pattern.compile("(?i)\\binsert\\s+(?:or\\s+)?ignore\\b");
    private static final Pattern INSERT = Pattern.compile("(?i)\\binsert\\s+into\\b");
    private static final Pattern KNOWN_ROW = Pattern.compile(
            "(?i)\\bon\\s+conflict\\b|\\bon\\s+duplicate\\s+key\\b|\\bmerge\\b|\\bnot\\s+exists\\b|\\bnot\\s+in\\b|\\bexcept\\b|"
                    + "\\bis\\s+null\\b");
    private static final Pattern OTHER_KEY =
            Pattern.compile("(?i)\\bon\\s+conflict\\s*\\(((?:(?!record_id)[^)])*)\\)\\s*do\\s+nothing\\b");
    private static final Pattern COUNTING = Pattern.compile("(?i)\\b(\\w+)\\s*=\\s*(?:\\w+\\.)?\\1\\s*[+-]");
    private static final Pattern STORING = Pattern.compile("(?is)\\s*(?:--[^\\n]*\\n\\s*)*(insert|update|with|merge)\\b.*");

    @Override
    public String id() {
        return "statement-repeated";
    }

    @Override
    public String meaning() {
        return "A statement does not say what becomes of a record that is there already (`INSERT` without `ON CONFLICT` or the like), passes "
                + "over every error of a row (`INSERT OR IGNORE`), or counts up: what is repeated after a failure would be there twice, "
                + "fail, or be lost.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Stream.concat(inFiles(configuration), inSteps(configuration));
    }

    private Stream<Finding> inFiles(Configuration configuration) {
        return configuration.context().getRegistry().findByType(SqlStatements.class).stream().distinct()
                .flatMap(statements -> statements.all().entrySet().stream().flatMap(one -> trouble(one.getValue()).stream()
                        .map(trouble -> finding(trouble, place(RouteFile.shown("%s/%s.sql".formatted(statements.folder(),
                                one.getKey())), one.getValue(), trouble.at())))));
    }

    private static Place place(String file, String statement, int at) {
        String before = statement.substring(0, at);
        return new Place(file, (int) before.chars().filter(c -> c == '\n').count() + 1, at - before.lastIndexOf('\n'));
    }

    private Stream<Finding> inSteps(Configuration configuration) {
        return new Paths(configuration).ofDestinations().stream().filter(route -> stores(configuration, route))
                .flatMap(route -> Steps.of(route, SetBodyDefinition.class)).filter(step -> step.getExpression() != null
                        && step.getExpression().getLanguage().matches("constant|simple"))
                .flatMap(step -> {
                    String text = String.valueOf(step.getExpression().getExpression());
                    return (STORING.matcher(text).matches() ? trouble(text) : Optional.<Trouble>empty()).stream()
                            .map(trouble -> finding(trouble, configuration.find(step, item -> text.equals(item.text().orElse(null)))
                                    .map(found -> found.file().place(found.item(), trouble.at()))
                                    .orElseGet(() -> configuration.place(step))));
                });
    }

    private static boolean stores(Configuration configuration, RouteDefinition route) {
        return Steps.of(route, SendDefinition.class).map(step -> Steps.uri((SendDefinition<?>) step))
                .anyMatch(uri -> uri.startsWith("jdbc:")
                        || configuration.context().hasEndpoint(configuration.resolved(uri)) instanceof JdbcEndpoint);
    }

    private record Trouble(String cause, String remedy, int at) {
    }

    private Finding finding(Trouble trouble, Place place) {
        return warning(place, trouble.cause(), trouble.remedy());
    }

    private static Optional<Trouble> trouble(String statement) {
        String bare = COMMENT.matcher(statement).replaceAll(comment -> " ".repeat(comment.end() - comment.start()));
        String remedy = "write ON CONFLICT (record_id), ON DUPLICATE KEY UPDATE or MERGE, as the statements of the warehouse do";
        Optional<MatchResult> over = first(PASSING_OVER, bare);
        Optional<MatchResult> insert = KNOWN_ROW.matcher(bare).find() ? Optional.empty() : first(INSERT, bare);
        return over.map(found -> new Trouble("this passes over every error of a row, so a record that the table refuses counts as "
                + "delivered and is not there", remedy, found.start()))
                .or(() -> insert
                        .map(found -> new Trouble("this says nothing of a record that is there already: what is repeated after a "
                                + "failure is there twice, or is refused", remedy, found.start())))
                .or(() -> first(OTHER_KEY, bare).map(found -> new Trouble(
                        "of all records with the same %s this keeps the first only".formatted(found.group(1).strip()),
                        "write ON CONFLICT (record_id), or DO UPDATE", found.start())))
                .or(() -> first(COUNTING, bare)
                        .map(found -> new Trouble("this counts a record again when it is repeated after a failure",
                                "store a row for each record, keyed by record_id, and count the rows", found.start())));
    }

    private static Optional<MatchResult> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.toMatchResult()) : Optional.empty();
    }
}
