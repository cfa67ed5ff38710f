package serai.cli.configure.create;

import serai.journal.DestinationName;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a new destination's name into the text of a shipped one: ids, beans, settings, files, and texts for people. */
final class Renaming {

    private final Pattern shipped;
    private final String name;

    /** @param shipped name of the destination that is shipped */
    Renaming(String shipped, DestinationName name) {
        this.name = name.text();
        // The longest first, in one pass, because the new name may have the old one in it.
        String bean = camel(shipped);
        this.shipped = Pattern.compile(String.join("|",
                "(?<setting>serai\\.(?:destination\\.)?%s\\.)".formatted(shipped),
                "\\b(?<table>hr)_(?=training\\b)",
                "(?<![\\w-])(?<bean>%s|hr(?=[A-Z]))".formatted(bean.equals(shipped) ? bean + "(?=[A-Z])" : bean + "(?![a-z0-9])"),
                "(?<!\\w)(?<!\\b[aA] |ctx/)(?<word>%s|hr)(?![\\w:])(?!-(?:id|timestamp|signature)\\b)".formatted(shipped),
                "(?<person>\\b(?:an|the) HR system\\b|\\bHR\\b)"));
    }

    String of(String text) {
        Matcher found = shipped.matcher(text);
        return found.replaceAll(any -> Matcher.quoteReplacement(renamed(found)));
    }

    private String renamed(Matcher found) {
        if (found.group("setting") != null) {
            return "serai.destination.%s.".formatted(name);
        }
        if (found.group("table") != null) {
            return name.replace('-', '_') + "_";
        }
        return found.group("bean") != null ? camel(name) : name;
    }

    /** The name as beans have it: {@code hrXml} for {@code hr-xml}. */
    static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String part : name.split("-+")) {
            camel.append(camel.length() == 0 ? part : part.isEmpty() ? "" : part.substring(0, 1).toUpperCase(Locale.ROOT)
                    + part.substring(1));
        }
        return camel.toString();
    }
}
