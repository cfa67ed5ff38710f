package serai.settings;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encodes values inside a template while it is read, with a mark at both ends, so that nothing in them looks like a template.
 * The mark is a noncharacter of Unicode, which no text contains.
 */
final class MarkedValues {

    private static final char MARK = '\uFDD0';
    private static final String SPECIAL = "{}\\" + MARK;
    private static final Pattern VALUE = Pattern.compile(MARK + "<((?:[^" + MARK + "]|" + MARK + "[0-3])*)" + MARK + ">");
    /** The query of an endpoint's URI, and its parameters. A separator inside a marked value does not count. */
    private static final Pattern QUERY = Pattern.compile("[\\w.-]+=.*", Pattern.DOTALL);
    private static final Pattern PARAMETER =
            Pattern.compile("(?<name>(?:^|&)[\\w.-]+=)(?<value>(?:[^&" + MARK + "]|" + VALUE + ")*)");
    private static final String RAW = "RAW(";
    /** Characters that Camel would interpret in a query. */
    private static final Pattern SPECIAL_IN_QUERY = Pattern.compile("[&+%#?]");

    private MarkedValues() {
    }

    static String of(String value) {
        StringBuilder marked = new StringBuilder().append(MARK).append('<');
        value.chars().forEach(letter -> {
            int special = SPECIAL.indexOf(letter);
            marked.append(special < 0 ? String.valueOf((char) letter) : MARK + String.valueOf(special));
        });
        return marked.append(MARK).append('>').toString();
    }

    static boolean isIn(String text) {
        return text.indexOf(MARK) >= 0;
    }

    /**
     * The template with its values decoded. If a value ends with a slash and the template continues with one, the result has
     * one slash: this is the only place where addresses, folders and files are joined.
     */
    static String joined(String template) {
        Matcher values = VALUE.matcher(template);
        StringBuilder joined = new StringBuilder();
        int end = 0;
        while (values.find()) {
            joined.append(template.substring(end, values.start()));
            end = values.end();
            String value = unmarked(values.group(1));
            joined.append(template.startsWith("/", end) ? value.replaceFirst("/+$", "") : value);
        }
        return joined.append(template, end, template.length()).toString();
    }

    /** Whether the template is the query of an endpoint's URI, the part after the question mark. */
    static boolean isQuery(String template) {
        return QUERY.matcher(template).matches();
    }

    /**
     * The template as the query of an endpoint's URI, with parameters in the form that Camel takes literally.
     *
     * @param taken gets each value that the endpoint will have
     */
    static String query(String template, Consumer<String> taken) {
        return PARAMETER.matcher(template).replaceAll(found -> {
            String value = joined(found.group(2));
            if (isIn(found.group(2)) && !value.startsWith(RAW)) {
                taken.accept(value);
                value = SPECIAL_IN_QUERY.matcher(value).find() ? raw(value) : value;
            }
            return Matcher.quoteReplacement(found.group(1) + value);
        });
    }

    private static String raw(String value) {
        return value.contains(")") ? "RAW{" + value + "}" : RAW + value + ")";
    }

    private static String unmarked(String text) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            value.append(letter == MARK ? SPECIAL.charAt(text.charAt(++i) - '0') : letter);
        }
        return value.toString();
    }
}
