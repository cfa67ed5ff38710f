package serai.check.expressions;

import org.apache.camel.CamelContext;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.check.walk.SampleWalk;
import serai.check.walk.WalkResult;
import serai.settings.SpellingSuggestion;
import serai.steps.CamelMessages;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An expression that fails for a sample would fail for each event of that type. */
final class ExpressionWorks implements Rule {

    private static final Pattern EXCHANGE = Pattern.compile(" on the exchange: .*");
    private static final int LETTERS_MAX = 3;

    private record Told(Place place, String cause, String remedy, boolean unsure) {
    }

    @Override
    public String id() {
        return "expression-value";
    }

    @Override
    public String meaning() {
        return "An expression fails for a sample of a type and platform, and would for each such event: a field that records do "
                + "not have. One that only some records lack is a warning: each such record is refused.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Map<Told, Set<String>> types = new LinkedHashMap<>();
        for (WalkResult.Failed failed : SampleWalk.of(configuration).failed) {
            Place place = configuration.find(failed.step(), item -> failed.expression().equals(item.text().orElse(null)))
                    .map(found -> found.file().place(found.item(), 0)).orElseGet(() -> configuration.place(failed.step()));
            types.computeIfAbsent(told(place, failed, configuration.context()), key -> new TreeSet<>())
                    .add(failed.sample().type());
        }
        return types.entrySet().stream().map(one -> finding(one.getKey(), "this fails for events of type %s: %s".formatted(
                String.join(", ", one.getValue()), one.getKey().cause())));
    }

    private Finding finding(Told told, String cause) {
        return told.unsure() ? warning(told.place(), cause, told.remedy()) : error(told.place(), cause, told.remedy());
    }

    private static Told told(Place place, WalkResult.Failed failed, CamelContext context) {
        String why = failed.why();
        Matcher method = CamelMessages.NO_METHOD.matcher(why);
        if (method.find()) {
            Class<?> type = context.getClassResolver().resolveClass(method.group(2));
            String meant = type == null ? "" : SpellingSuggestion.nearest(method.group(1), Arrays.stream(type.getMethods())
                    .filter(one -> one.getParameterCount() == 0).map(Method::getName), LETTERS_MAX)
                    .map(" did you mean %s?"::formatted).orElse("");
            return new Told(place,
                    "a %s has no '%s'".formatted(method.group(2).replaceFirst("^.*[.$]", "").replaceFirst("List.*", "list"),
                            method.group(1)),
                    "correct the name;%s docs/schemas/learning-record-1.json lists a record's fields"
                            .formatted(meant),
                    failed.unsure());
        }
        Matcher missing = CamelMessages.OF_NULL.matcher(why);
        if (missing.find()) {
            return new Told(place, "null has no '%s'".formatted(missing.group(1)),
                    "write ?.%s, which gives null there, or ask for the type first".formatted(missing.group(1)), true);
        }
        return new Told(place, EXCHANGE.matcher(why).replaceFirst(""), "correct the expression", failed.unsure());
    }
}
