package serai.reload;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import serai.cli.run.StandaloneRuntime;
import serai.journal.Balance;
import serai.journal.SourceCounts;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.Kept;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Serai as {@code ./serai run} starts it, with routes of its own that a test edits. */
final class ReloadedSerai implements AutoCloseable {

    private static final String SETTINGS_PLACE = "camel.main.property-placeholder-location";

    private final Path folder;
    private final Path routes;
    private final Properties settings = FreePort.settings();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String event;
    private StandaloneRuntime runtime;

    ReloadedSerai(Path folder) throws IOException {
        this.folder = folder;
        this.routes = folder.resolve("routes");
        copy(Path.of("routes"), routes);
        event = EmbeddedSerai.resource("praesidium-course-completed.json");
        settings.setProperty("serai.routes", "file:" + routes);
        settings.setProperty("serai.data", folder.resolve("data").toString());
        settings.setProperty("serai.praesidium.password", EmbeddedSerai.PASSWORD);
    }

    ReloadedSerai with(String setting, String value) {
        settings.setProperty(setting, value);
        return this;
    }

    ReloadedSerai start() throws Exception {
        return start(Clock.systemUTC());
    }

    ReloadedSerai start(Clock clock) throws Exception {
        runtime = new StandaloneRuntime(settings, clock);
        runtime.start();
        return this;
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Path target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    PrivateFolder.make(target);
                } else {
                    Files.copy(one, target);
                }
            }
        }
    }

    Path file(String route) {
        return routes.resolve(route + ".camel.yaml");
    }

    void edit(String route, String what, String by) throws IOException {
        String text = Files.readString(file(route));
        assertThat(text).contains(what);
        Files.writeString(file(route), text.replace(what, by));
    }

    /** Writes a number into the description of a route. */
    void describe(String route, int number) throws IOException {
        Files.writeString(file(route), Files.readString(file(route)).replaceFirst("description: (\\(\\d+\\) )?",
                "description: (%s) ".formatted(number)));
    }

    /** Saves a file as it is. */
    void touch(String route) throws IOException {
        Files.setLastModifiedTime(file(route), FileTime.fromMillis(Files.getLastModifiedTime(file(route)).toMillis() + 1_000));
    }

    void set(String setting, String value) throws IOException {
        Files.writeString(settingsFile(), "%n%s = %s%n".formatted(setting, value), StandardOpenOption.APPEND);
    }

    /** Adds files as a destination, in a folder beside the routes, and its name to the router. */
    void addDestination(String name) throws IOException {
        Files.writeString(file("destination-" + name), """
                - beans:
                    - name: %1$sArchive
                      type: serai.destinations.files.ArchiveComponent
                      properties:
                        destination: %1$s
                - route:
                    id: destination-%1$s
                    description: Deliver to files, once more
                    routeConfigurationId: delivery
                    from:
                      uri: journal:%1$s
                      steps:
                        - transformDataType:
                            toType: json:lines
                        - to:
                            uri: %1$sArchive:jsonl
                            parameters:
                              folder: %2$s
                """.formatted(name, routes.resolveSibling(name)));
        edit("router", "journal:archive", "journal:archive," + name);
    }

    /** Adds what no check can find, since it depends on what is there when it starts. */
    void addSourceThatFails() throws IOException {
        Files.writeString(file("source-of-mine"), """
                - route:
                    id: source-of-mine
                    description: A source whose folder is not there
                    from:
                      uri: file
                      parameters:
                        directoryName: %s
                        autoCreate: "false"
                        startingDirectoryMustExist: "true"
                      steps:
                        - transformDataType:
                            toType: mct:record
                        - to:
                            uri: direct:router
                """.formatted(routes.resolveSibling("nowhere")));
    }

    <T> T bean(String name, Class<T> type) {
        return runtime.context().getRegistry().lookupByNameAndType(name, type);
    }

    List<String> warehouse(String sql) throws Exception {
        return new Kept(folder.resolve("data")).rows("warehouse.db", sql);
    }

    List<JsonNode> statements() {
        return runtime.sandbox().http().lrs().statements();
    }

    boolean isTroubled(String destination) {
        return runtime.serai().journal().destinations().stream()
                .anyMatch(report -> report.name().equals(destination) && report.state().isTroubled());
    }

    /** State, message and details of a health check. */
    String health(String check) {
        HealthCheck.Result result = HealthCheckRegistry.get(runtime.context()).getCheck(check).orElseThrow().call();
        return result.getState() + " " + result.getMessage().orElse("") + " " + result.getDetails();
    }

    double metric(String name) {
        return runtime.context().getRegistry().findSingleByType(MeterRegistry.class).get(name).gauge().value();
    }

    ReloadOutcome reload() {
        return runtime.reload().attempt();
    }

    StandaloneRuntime runtime() {
        return runtime;
    }

    /** Posts an event that has not been posted before. */
    HttpResponse<String> post(int number) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(runtime.webhook()))
                .header("Content-Type", "application/json")
                .header("Authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD))
                .POST(HttpRequest.BodyPublishers.ofString(event.replace("CON20938ES", "CON" + number))).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    Map<String, Balance> balances() {
        return runtime.serai().journal().balances();
    }

    Map<String, SourceCounts> sources() {
        return runtime.serai().journal().sources();
    }

    List<String> archived() throws Exception {
        return new Kept(folder.resolve("data")).archived(".jsonl");
    }

    /** A file of settings of its own, which a test may edit. */
    ReloadedSerai withSettingsFile() throws IOException {
        Files.copy(Path.of("application.properties"), settingsFile());
        System.setProperty(SETTINGS_PLACE, "file:" + settingsFile() + ";optional=true");
        return this;
    }

    Path settingsFile() {
        return folder.resolve("application.properties");
    }

    Path routes() {
        return routes;
    }

    EntityCounts broker() {
        return runtime.sandbox().namespace().counts(EmbeddedSerai.SUBSCRIPTION);
    }

    /** A copy of routes and settings. */
    Path kept() throws IOException {
        Path copy = Files.createTempDirectory(folder, "before");
        copy(routes, copy.resolve("routes"));
        Files.copy(settingsFile(), copy.resolve("application.properties"));
        return copy;
    }

    /** Makes routes and settings what they were. */
    void putBack(Path copy) throws IOException {
        try (Stream<Path> all = Files.walk(routes)) {
            for (Path one : all.filter(Files::isRegularFile).toList()) {
                Files.delete(one);
            }
        }
        copy(copy.resolve("routes"), routes);
        Files.copy(copy.resolve("application.properties"), settingsFile(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** What each destination has, by ids of its own. */
    Map<String, List<String>> atDestinations() throws Exception {
        Kept kept = new Kept(folder.resolve("data"));
        List<String> rows = new ArrayList<>(kept.rows("warehouse.db", "SELECT record_id FROM course_completed"));
        rows.addAll(kept.rows("warehouse.db", "SELECT record_id FROM logged_in"));
        return Map.of("archive", archived(), "warehouse", rows, "second", lines(folder.resolve("second")),
                "lrs", runtime.sandbox().http().lrs().statements().stream().map(one -> one.path("id").asText()).toList());
    }

    /** The lines of all files of JSON below a folder. */
    static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }

    @Override
    public void close() {
        System.clearProperty(SETTINGS_PLACE);
        if (runtime != null) {
            runtime.close();
        }
    }
}
