package serai.rehearsal.tests;

import org.apache.camel.CamelContext;
import serai.rehearsal.Rehearsal;
import serai.rehearsal.RouteChoice;
import serai.settings.Settings;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of tests, {@code *.test.yaml}; its form is {@code docs/schemas/route-test-1.json}. It tests the routes in its folder;
 * files that are missing there, such as the router, come from the folder that the settings name.
 */
public final class TestFile {

    /** What the names of these files end with. */
    public static final String SUFFIX = ".test.yaml";

    private static final String FOLDER = "file:";

    /** The time of a test whose file says none. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    static final List<String> NAMES = List.of("description", "settings", "now", "destination", "tests");

    private final Path path;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Instant now;
    private final List<TestCase> cases;

    private TestFile(YamlNode root) {
        path = root.file();
        Map<String, YamlNode> fields = root.fields(NAMES);
        if (fields.containsKey("settings")) {
            fields.get("settings").fields().forEach((name, value) -> settings.put(name, value.text()));
        }
        now = fields.containsKey("now") ? time(fields.get("now")) : NOW;
        YamlNode tests = fields.get("tests");
        if (tests == null) {
            throw root.refused("'tests' is missing; there are no tests in it");
        }
        YamlNode destination = fields.get("destination");
        cases = tests.items().stream().map(test -> new TestCase(test, destination)).toList();
    }

    private static Instant time(YamlNode node) {
        try {
            return Instant.parse(node.text());
        } catch (DateTimeParseException e) {
            throw node.refused("'%s' is no time such as %s".formatted(node.text(), NOW));
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it has another form; the message has the line
     */
    public static TestFile read(Path file) throws IOException {
        return new TestFile(YamlNode.read(file));
    }

    public Path path() {
        return path;
    }

    /** The settings of the file, by name; they override all others. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /**
     * The files of routes besides those in the test's folder. If that folder has routes, it becomes serai.routes, and the folder
     * that the settings named before gives the files that it lacks.
     */
    private List<Path> routes(CamelContext context) throws IOException {
        Path folder = Objects.requireNonNullElse(path.getParent(), Path.of("."));
        String present = Settings.of(context).text(RuntimeSetting.ROUTES);
        if (in(folder).isEmpty()) {
            return List.of();
        }
        context.getPropertiesComponent().addOverrideProperty(RuntimeSetting.ROUTES.key(),
                FOLDER + folder);
        return present.startsWith(FOLDER) && Files.isDirectory(Path.of(present.substring(FOLDER.length())))
                ? in(Path.of(present.substring(FOLDER.length()))) : List.of();
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
        }
    }

    /** The destinations that the tests name. Only their routes are loaded, so that no other settings and secrets are needed. */
    private Set<String> destinations() {
        return cases.stream().flatMap(test -> test.destination().stream()).collect(Collectors.toSet());
    }

    /**
     * Runs its tests, one after the other, each as if it were the first.
     *
     * @param context with settings and without routes; not started. It belongs to the run from now on
     * @throws Exception if the routes can't be built
     */
    public List<TestResult> run(CamelContext context) throws Exception {
        RouteChoice choice = new RouteChoice(routes(context), destinations());
        settings.forEach(context.getPropertiesComponent()::addOverrideProperty);
        List<TestResult> results = new ArrayList<>();
        try (Rehearsal rehearsal = Rehearsal.of(context, now, choice)) {
            for (TestCase test : cases) {
                rehearsal.forget();
                long begin = System.nanoTime();
                List<TestResult.Failure> failures = test.run(rehearsal).all();
                results.add(new TestResult(path, test.line(), test.name(), failures, Duration.ofNanos(System.nanoTime() - begin)));
            }
        }
        return results;
    }
}
