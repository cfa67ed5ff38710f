package serai.console.view;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether templates, scripts and classes of the page have words for a reader that who translates the bundle would not find. */
class TextsOutsideTheBundleTest {

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'((?:[^'\\\\\\n]|\\\\.){2,})'|`([^`]*)`");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z]{2,} [A-Za-z]{2,}");
    private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");
    /** As the templates have them: on one line, with no brace within. */
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}\\n]*)}");
    private static final Pattern COMMAND = Pattern.compile("(?s)<pre[^>]*><code>.*?</code></pre>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"");
    /** A number or a time, and constants. */
    private static final Pattern FORMAT = Pattern.compile(
            "PageFormat\\.\\w+\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)|[A-Z]\\w*\\.[A-Z]\\w*|java\\.util\\.Locale\\.ROOT|serai\\.[\\w.]+");
    private static final Pattern REFUSAL = Pattern.compile("new RefusedInputException\\(\\s*\"([\\w-]+)\"");
    private static final Pattern ACT = Pattern.compile("\\.act\\(\"([\\w-]+)\"");
    private static final Pattern MESSAGE = Pattern.compile("getMessage\\(\\)|(?:firstLine|innermostLine)\\(");
    /** What is not shown on a page: the log's, a failed start's, a fault's, a header's, a command's. */
    private static final List<String> ELSEWHERE =
            List.of("LOG.", "IllegalArgumentException(", "IllegalStateException(", "IOException(", ".refused(",
                    "SuppressWarnings", "Installation.SERAI", "Content-Security-Policy", "response.write(", "Optional.of(",
                    "sessions.begin(");

    /** What templates show that is not in the bundle, by the last word of the expression, and why it can't be. */
    private static final Map<String, String> SHOWN_AS_IT_IS = shownAsItIs();

    private static Map<String, String> shownAsItIs() {
        Map<String, String> all = new TreeMap<>();
        List.of("id", "nr", "seq", "toString", "key", "token", "number", "count", "dead", "attempts", "percent", "toEpochMilli",
                "status", "size", "more", "records", "before", "median", "nearlyAll").forEach(word -> all.put(word, "no words"));
        List.of("name", "of", "type", "source", "destination", "destinations", "person", "getKey", "router", "route", "mapping",
                "span",
                "section", "one", "counts", "learner", "activity", "failureClass", "kind", "about", "actor", "subject")
                .forEach(word -> all.put(word, "a name or word of the configuration, a platform or the command line"));
        List.of("since", "from", "to", "course", "next", "here", "shown", "why", "value", "pointer")
                .forEach(word -> all.put(word, "as somebody has typed it"));
        List.of("json", "raw", "yaml", "answer", "translated", "line", "contact", "what", "webhook", "command", "content")
                .forEach(word -> all.put(word, "what was received, is sent, is configured, or can be copied"));
        List.of("because", "reason", "trouble").forEach(word -> all.put(word,
                "a line as the log has it, by which somebody finds it there: a destination's or a database's own answer"));
        List.of("title", "told", "problem", "text", "who", "texts").forEach(word -> all.put(word, "of the bundle already"));
        List.of("path", "query", "href", "mood").forEach(word -> all.put(word, "an address or a class of a style"));
        return all;
    }

    private static Map<Path, String> files(String folder, String ending) throws IOException {
        Map<Path, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.filter(one -> one.toString().endsWith(ending)).toList()) {
                texts.put(file, Files.readString(file));
            }
        }
        assertThat(texts).isNotEmpty();
        return texts;
    }

    @Test
    void noTemplateHasWordsOfItsOwn() throws IOException {
        files("src/main/jte", ".jte").forEach((file, text) -> {
            String shown = COMMAND.matcher(withoutCode(text)).replaceAll("");
            assertThat(ATTRIBUTE.matcher(shown).results().map(one -> one.group(1)).filter(one -> LETTERS.matcher(one).find()))
                    .as("attributes in %s", file).isEmpty();
            assertThat(LETTERS.matcher(shown.replaceAll("(?s)<[^>]*>", " ")).results().map(MatchResult::group)).as("%s", file)
                    .isEmpty();
            assertThat(EXPRESSION.matcher(text.replaceAll("class=\"[^\\n]*?\"(?=[ >])", "")).results()
                    .flatMap(one -> sentences(one.group(1))))
                    .as("literals in %s", file).isEmpty();
        });
    }

    /** What a browser gets, without what the server fills in and decides. */
    private static String withoutCode(String template) {
        StringBuilder text = new StringBuilder();
        String lines = template.replaceAll("(?m)^(@import|@param|!\\{).*$", "");
        for (int i = 0; i < lines.length(); i++) {
            if (lines.startsWith("${", i)) {
                i = end(lines, i + 1, '{', '}');
            } else if (lines.startsWith("@template.layout(", i)) {
                i = lines.indexOf('`', i);
            } else if (lines.charAt(i) == '@') {
                int begin = i + 1;
                while (begin < lines.length()
                        && (Character.isLetter(lines.charAt(begin)) || ".-".indexOf(lines.charAt(begin)) >= 0)) {
                    begin++;
                }
                String word = lines.substring(i + 1, begin);
                i = word.matches("if|elseif|for|template\\.[\\w-]+") ? end(lines, begin, '(', ')')
                        : i + List.of("endif", "endfor", "else").stream().filter(word::startsWith).findFirst().orElse("").length();
            } else {
                text.append(lines.charAt(i));
            }
        }
        return text.toString();
    }

    private static int end(String text, int from, char open, char close) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            depth += text.charAt(i) == open ? 1 : text.charAt(i) == close ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalStateException("no end of " + text.substring(from));
    }

    @Test
    void noScriptHasWordsOfItsOwn() throws IOException {
        files("src/main/resources/serai/console", ".js").forEach((file, text) -> assertThat(
                sentences(text.replaceAll("(?m)//.*$", "")).filter(one -> !one.equals("use strict"))).as("%s", file).isEmpty());
    }

    private static Stream<String> sentences(String code) {
        return LITERAL.matcher(code).results().map(TextsOutsideTheBundleTest::literal).filter(one -> WORDS.matcher(one).find());
    }

    private static String literal(MatchResult found) {
        return Stream.of(1, 2, 3).map(found::group).filter(one -> one != null).findFirst().orElse("");
    }

    @Test
    void noClassHasWordsOfItsOwn() throws IOException {
        files("src/main/java/serai/console", ".java").forEach((file, text) -> {
            String code = text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m) //.*$", "");
            assertThat(LITERAL.matcher(code).results().filter(one -> WORDS.matcher(literal(one)).find())
                    .filter(one -> ELSEWHERE.stream().noneMatch(statement(code, one.start())::contains))
                    .map(MatchResult::group)).as("%s", file).isEmpty();
        });
    }

    private static String statement(String code, int at) {
        int begin = Math.max(code.lastIndexOf(";\n", at), Math.max(code.lastIndexOf("{\n", at), code.lastIndexOf("}\n", at)));
        return code.substring(begin + 1, at);
    }

    /** An expression is a text of the bundle, a format, or listed with the reason. What a text is filled with is shown, too. */
    @Test
    void noTemplateShowsWordsOfAnotherRoomUnlessTheyCanNotBeInTheBundle() throws IOException {
        Map<String, String> unknown = new TreeMap<>();
        files("src/main/jte", ".jte").forEach((file, text) -> EXPRESSION.matcher(text).results().map(one -> one.group(1))
                .forEach(expression -> lastWords(expression).filter(word -> !SHOWN_AS_IT_IS.containsKey(word))
                        .forEach(word -> unknown.put(word, file.getFileName() + ": " + expression))));
        assertThat(unknown).as("put its words into texts.properties, or the word into SHOWN_AS_IT_IS with the reason").isEmpty();
    }

    /** Of {@code a.b().c() == null ? "" : d}: c and d. A condition's are among them. */
    private static Stream<String> lastWords(String expression) {
        String bare = FORMAT.matcher(LITERAL.matcher(expression).replaceAll("")).replaceAll("");
        return Pattern.compile("(?<![\\w.])[a-z]\\w*(?:\\.\\w+(?:\\(\\))?)*").matcher(bare).results().map(MatchResult::group)
                .map(chain -> chain.substring(chain.lastIndexOf('.') + 1).replace("()", "")).filter(word -> !CODE.contains(word));
    }

    /** Calls and constants that show nothing themselves. */
    private static final Set<String> CODE =
            Set.of("of", "word", "null", "true", "false", "equals", "seesPeople", "isEven", "isStarted",
                    "goesOn", "isSignedIn", "edited", "deadLettered", "pending", "perMinute", "content", "state", "act", "group",
                    "map", "lag",
                    "toLowerCase");

    @Test
    void eachRefusalAndActOfAnotherRoomHasAText() throws IOException {
        Properties bundle = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("src/main/resources/serai/console/texts.properties"))) {
            bundle.load(in);
        }
        Map<String, String> wanted = new TreeMap<>();
        files("src/main/java", ".java").forEach((file, text) -> {
            REFUSAL.matcher(text).results().forEach(one -> wanted.put("refused." + one.group(1), file.toString()));
            ACT.matcher(text).results().forEach(one -> wanted.put("audit.act." + one.group(1), file.toString()));
        });
        assertThat(bundle.stringPropertyNames()).containsAll(wanted.keySet());
        assertThat(bundle.stringPropertyNames().stream().filter(key -> key.startsWith("refused.") || key.startsWith("audit.act."))
                .filter(key -> !wanted.containsKey(key))).as("in the bundle, and refused nowhere").isEmpty();
    }

    /** The message of an exception is in English. Where one is shown, a text of the bundle says that it is the log's. */
    @Test
    void noPageShowsTheMessageOfAnExceptionButWhereTheBundleSaysWhoseItIs() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        files("src/main/java/serai/console", ".java").forEach((file, text) -> MESSAGE.matcher(text).results().forEach(one -> shown
                .merge(file.getFileName().toString(), one.group(), (before, more) -> before + " " + more)));
        assertThat(shown).isEqualTo(Map.of("FlowReader.java", "getMessage()", "DeadLetterStream.java", "getMessage()", // flow.trouble
                "Pages.java", "firstLine(", // sorry.journal
                "PeoplePages.java", "firstLine(", // people.trouble
                "OpenIdSignIn.java", "getMessage()", "ConsoleUsers.java", "getMessage()")); // the log's, a failed start's
    }
}
