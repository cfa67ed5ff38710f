package serai.settings;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values inside a template while it is read: written so that nothing in them looks like a template, with a mark at both ends.
 * The mark is no character of Unicode's, so no text has it.
 */
final class MarkedValues {

    private static final char MARK = '\uFDD0';
    private static final String SPECIAL = "{}\\" + MARK;
    private static final Pattern VALUE = Pattern.compile(MARK + "<((?:[^" + MARK + "]|" + MARK + "[0-3])*)" + MARK + ">");
    /** The query of an endpoint's address, and its parameters: what separates them is no part of a value here. */
    private static final Pattern QUERY = Pattern.compile("[\\w.-]+=.*", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("(?<name>(?:^|&)[\\w.-]+=)(?<value>(?:[^&" + MARK + "]|" + VALUE + ")*)");
    private static final String RAW = "RAW(";
    /** What Camel reads there as something else. */
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
     * The template with its values as they are. Where a value ends with a slash and the template goes on with one, one of both
     * is there: this is the one place where addresses, folders and files are put together.
     */
    static String joined(String template) {
        Matcher values = VALUE.matcher(template);
        StringBuilder joined = new StringBuilder();
        int end = 0;
        while (values.find()) {
            joined.append(template, end, values.start());
            end = values.end();
            String value = unmarked(values.group(1));
            joined.append(template.startsWith("/", end) ? value.replaceFirst("/+$", "") : value);
        }
        return joined.append(template, end, template.length()).toString();
    }

    /** Whether it is what stands behind the ? of an endpoint's address. */
    static boolean isQuery(String template) {
        return QUERY.matcher(template).matches();
    }

    /**
     * The same as a query of an endpoint's address, with its parameters as Camel takes them to the letter.
     *
     * @param taken is given what the endpoint will be
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
