package serai.console.view;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    /** What is not shown on a page: the log's, a failed start's, a fault's, a header's, a command's. */
    private static final List<String> ELSEWHERE =
            List.of("LOG.", "IllegalArgumentException(", "IllegalStateException(", "IOException(", ".refused(",
                    "SuppressWarnings", "Installation.SERAI", "Content-Security-Policy", "response.write(", "Optional.of(");

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
                while (begin < lines.length() && (Character.isLetter(lines.charAt(begin)) || lines.charAt(begin) == '.')) {
                    begin++;
                }
                String word = lines.substring(i + 1, begin);
                i = word.matches("if|elseif|for|template\\.\\w+") ? end(lines, begin, '(', ')')
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
}
