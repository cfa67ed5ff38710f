package serai.formats.template;

import com.schibsted.spt.data.jslt.JsltException;
import serai.formats.UntranslatableRecordException;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where and why JSLT has failed. JSLT's messages quote values of the record, so only those parts are shown that are certainly no
 * values. JSLT does not tell where a built-in function that failed is called; so its lines are looked for in the template.
 */
record JsltFailure(JsltException failure, TemplateFile file) {

    private static final Pattern PLACE = Pattern.compile(" at line (\\d+), column (\\d+)\\.?");
    private static final Pattern FUNCTION = Pattern.compile("([a-z][a-z0-9-]*)(?:\\(|:| first| can't)");
    private static final String ERROR = "error: ";
    private static final List<String> PHRASES = List.of("Can't compare", "Can't index", "Can't parse", "Cannot convert",
            "Contains cannot operate", "For loop can't iterate", "Function size() cannot work", "Object comprehension can't loop",
            "Object comprehension must have string as key", "Object key must be string", "Syntax error in regular expression");

    /** Whether the template names a variable that it sets nowhere. */
    boolean isOfAVariable() {
        return failure.getMessageWithoutLocation().startsWith("No such variable");
    }

    /** A template that can't be parsed. The message quotes the template. */
    UnusableTemplateException ofTemplate() {
        String message = failure.getMessageWithoutLocation();
        Matcher place = PLACE.matcher(message);
        String cause = place.replaceFirst("").lines().findFirst().orElse("").strip(); // the place is told before
        place.reset();
        return place.find() ? file.unusable(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), cause)
                : file.unusable(failure.getLine(), failure.getColumn(), cause);
    }

    /** The template's failure with a record. The message quotes nothing of the record. */
    UntranslatableRecordException ofRecord() {
        String message = failure.getMessageWithoutLocation();
        if (failure.getLine() > 0) {
            return file.failed(failure.getSource(), failure.getLine(), failure.getColumn(), "JSLT fails: " + said(message));
        }
        Matcher function = FUNCTION.matcher(message);
        if (!function.lookingAt()) {
            return file.failed(0, 0, "JSLT fails: " + said(message));
        }
        String name = function.group(1);
        List<Integer> lines = lines(name + "(");
        return file.failed(lines.size() == 1 ? lines.get(0) : 0, 0, "JSLT fails in %s()%s%s".formatted(name,
                lines.size() > 1 ? ", which stands in the lines " + lines : "", ofTheAuthor(message)));
    }

    private static String said(String message) {
        return PHRASES.stream().filter(message::startsWith).findFirst()
                .orElseGet(() -> message.startsWith("number(") ? "a text where a number is needed"
                        : "a value has a type that the expression can't use");
    }

    /** The text that the template gives to {@code error("…")}; shown only if the template has that text, so that it is no value. */
    private String ofTheAuthor(String message) {
        String text = message.startsWith(ERROR) ? message.substring(ERROR.length()) : "";
        return !text.isEmpty() && file.text().contains('"' + text + '"') ? ": " + text : "";
    }

    private List<Integer> lines(String call) {
        List<String> lines = file.text().lines().toList();
        return IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains(call)).mapToObj(i -> i + 1).toList();
    }
}
