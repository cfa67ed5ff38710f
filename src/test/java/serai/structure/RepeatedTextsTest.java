package serai.structure;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What two classes write out alike, and one of them should have alone: whoever mends the one does not know of the other. */
class RepeatedTextsTest {

    private static final String LITERAL = "\"(?:[^\"\\\\\\n]|\\\\.)*\"";
    /** Of those without a name, the longer ones: a short one is as easily written as found. */
    private static final Pattern PATTERN = Pattern.compile(
            "(?:Pattern\\s*\\.compile\\(|\\.matches\\((?=\"[^\"\\n]{20}))\\s*(%1$s(?:\\s*\\+\\s*%1$s)*)".formatted(LITERAL));
    private static final Pattern TEXT = Pattern.compile("\"\"\"\\n(.*?)\"\"\"|(%s)".formatted(LITERAL), Pattern.DOTALL);
    /** A statement, or a part of one that is long enough to mean the same wherever it stands. */
    private static final Pattern SQL =
            Pattern.compile("\"? ?(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|AND|ON CONFLICT|VALUES)\\b.{20,}");

    @Test
    void compilesNoPatternInTwoClasses() throws IOException {
        assertThat(inSeveral(PATTERN, found -> found.replaceAll("\"\\s*\\+\\s*\"", ""))).isEmpty();
    }

    @Test
    void hasNoStatementInTwoClasses() throws IOException {
        Map<String, Set<String>> all = inSeveral(TEXT, found -> found.replaceAll("\\s+", " ").strip());
        all.keySet().removeIf(text -> !SQL.matcher(text).matches());
        assertThat(all).isEmpty();
    }

    @Test
    void hasTheSchemeOfTheJournalInOneClass() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path file : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (Files.readString(file).contains("\"journal:\"")) {
                    names.add(file.getFileName().toString());
                }
            }
        }
        assertThat(names).containsExactly("DestinationName.java");
    }

    /** By each text that is in several files, the names of the files. */
    private static Map<String, Set<String>> inSeveral(Pattern pattern, UnaryOperator<String> form) throws IOException {
        Map<String, Set<String>> files = new TreeMap<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path file : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher found = pattern.matcher(Files.readString(file));
                while (found.find()) {
                    String text = found.group(1) == null ? found.group(2) : found.group(1);
                    files.computeIfAbsent(form.apply(text), unused -> new TreeSet<>()).add(file.getFileName().toString());
                }
            }
        }
        assertThat(files).hasSizeGreaterThan(100);
        files.values().removeIf(names -> names.size() < 2);
        return files;
    }
}
