package serai.testkit.formats;

import serai.testkit.Document;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A program of others that reads what we write: the cells of docs/formats.md name those that have accepted their files. */
public enum Judge {

    NETWORKNT("json:lines", "networknt"),
    JACKSON("csv:rows", "Jackson"),
    JACKSON_FROM_BYTES("csv:spreadsheet", "Jackson"),
    SQLITE("sql:rows", "SQLite"),
    POSTGRESQL("sql:rows", "PostgreSQL"),
    MARIADB("sql:rows", "MariaDB"),
    XAPI_VALIDATION("xapi:statement", "xapi-validation"),
    LEARNING_LOCKER("xapi:statement", "@learninglocker/xapi-validation"),
    CLOUDEVENTS_SCHEMA("cloudevents:batch", "JSON schema"),
    CLOUDEVENTS_SDK("cloudevents:batch", "Java SDK");

    /** Each format with its folder of golden files and their ending. */
    public static final Map<String, String> FORMATS = new LinkedHashMap<>();

    static {
        FORMATS.put("json:lines", "jsonl/%s.jsonl");
        FORMATS.put("csv:rows", "csv/%s.csv");
        FORMATS.put("csv:spreadsheet", "spreadsheet/%s.csv");
        FORMATS.put("sql:rows", "rows/%s.json");
        FORMATS.put("xapi:statement", "xapi/%s.json");
        FORMATS.put("caliper:envelope", "caliper/%s.json");
        FORMATS.put("cloudevents:batch", "cloudevents/%s.json");
    }

    private static final Pattern CELL = Pattern.compile("\\(\\.\\./([^)]+)\\) ✓ ([^|]+) \\|");

    private final String format;
    private final String title;

    Judge(String format, String title) {
        this.format = format;
        this.title = title;
    }

    /** What a cell of the format says; blank where no program of others knows it. */
    public static String marks(String format) {
        String titles = Arrays.stream(values()).filter(judge -> judge.format.equals(format)).map(Judge::title)
                .collect(Collectors.joining(", "));
        return titles.isEmpty() ? "" : " ✓ " + titles;
    }

    /** As the page calls it. */
    public String title() {
        return title;
    }

    private boolean isOfTheFormat(Path file) {
        Path folder = Path.of(Objects.requireNonNull(FORMATS.get(format))).getParent();
        return file.getParent().endsWith(folder);
    }

    /** The golden files that the page says it accepts. */
    public List<Path> files() {
        return CELL.matcher(Document.of("docs/formats.md").part("formats")).results()
                .filter(cell -> List.of(cell.group(2).split(", ")).contains(title))
                .map((MatchResult cell) -> Path.of(cell.group(1))).filter(this::isOfTheFormat).toList();
    }
}
