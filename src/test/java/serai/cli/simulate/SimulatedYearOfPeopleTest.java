package serai.cli.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.CommandRun;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;
import serai.testkit.PrivateFolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code ./serai simulate … --people}: a year of people on both platforms, delivered to a warehouse whose route wants to know whose
 * each record is. How many learners: {@code -Dserai.learners=}; which: {@code -Dseed=}.
 */
class SimulatedYearOfPeopleTest {

    private static final String LEARNERS = System.getProperty("serai.learners", "60");
    private static final String SEED = System.getProperty("seed", Long.toString(System.nanoTime() % 1_000_000));
    private static final String PERSONS = "SELECT lower(platform) || ':' || learner_id, person FROM learner";
    private static final List<String> FOUND = List.of("EMAIL", "EXTERNAL_ID", "PHONE");

    @TempDir
    private Path folder;

    /** A row of the truth. */
    private record Truth(String person, String found) {
        boolean isFound() {
            return FOUND.contains(found);
        }
    }

    @Test
    void everyMatchIsTheTruthAndWhoeverIsNotFoundIsListedToTheUnit() throws Exception {
        System.out.printf("To repeat: -Dseed=%s -Dserai.learners=%s%n", SEED, LEARNERS);
        Path hr = folder.resolve("hr");
        Path data = PrivateFolder.make(folder.resolve("data"));
        try (EmbeddedSerai serai = new EmbeddedSerai(data).with("serai.routes", routes())
                .with("serai.people", hr.resolve("people.csv").toString()).with("serai.people.refresh.seconds", "1")
                .with("serai.people.phone.region", "DE").start()) {
            Map<String, String> settings = Map.of("serai.data", data.toString(), "serai.servicebus.connection",
                    serai.namespace().connectionString(), "serai.praesidium.password", EmbeddedSerai.PASSWORD, "camel.server.port",
                    Integer.toString(serai.webhook().getPort()), "serai.people", hr.resolve("people.csv").toString());
            settings.forEach(System::setProperty);
            try {
                sends(hr, settings);
            } finally {
                settings.keySet().forEach(System::clearProperty);
            }
        }
    }

    private void sends(Path hr, Map<String, String> settings) throws Exception {
        for (String platform : List.of("mct", "praesidium")) {
            CommandRun run =
                    CommandRun.of(0, "simulate", platform, "--learners", LEARNERS, "--seed", SEED, "--people", hr.toString());
            assertThat(run.error()).contains("people.csv has the directory for serai.people");
        }
        Map<String, Truth> truth = truth(hr);
        Map<String, Long> counts = truth.values().stream()
                .collect(Collectors.groupingBy(Truth::found, TreeMap::new, Collectors.counting()));
        System.out.println(counts);
        assertThat(counts).containsKeys(FOUND.toArray(String[]::new)).hasSizeGreaterThan(FOUND.size());
        Map<String, String> right = truth.entrySet().stream().filter(one -> one.getValue().isFound())
                .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().person()));

        await().atMost(120, SECONDS).untilAsserted(() -> assertThat(waiting()).isEqualTo(
                truth.keySet().stream().filter(one -> !right.containsKey(one)).sorted().toList()));
        await().atMost(120, SECONDS).untilAsserted(() -> assertThat(persons(settings)).isEqualTo(right));

        for (String platform : List.of("mct", "praesidium")) {
            CommandRun.of(0, "people", "import", hr.resolve("links-%s.csv".formatted(platform)).toString(), "--unknown", "--why",
                    "asked them"); // some have left the directory
        }
        await().atMost(120, SECONDS).untilAsserted(() -> assertThat(persons(settings)).isEqualTo(
                truth.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().person()))));
        assertThat(waiting()).isEmpty();
    }

    private static Map<String, String> persons(Map<String, String> settings) throws Exception {
        return Kept.rowsAt("jdbc:sqlite:" + Path.of(settings.get("serai.data")).resolve("warehouse.db"), PERSONS).stream()
                .map(row -> row.split("\\|")).collect(Collectors.toMap(row -> row[0], row -> row[1]));
    }

    private static List<String> waiting() throws Exception {
        List<String> learners = new ArrayList<>();
        for (JsonNode one : new JsonMapper()
                .readTree(CommandRun.of(0, "people", "unmatched", "--json", "--limit", "100000").out()).path("waiting")) {
            learners.add(one.path("learner").asText());
        }
        return learners.stream().sorted().toList();
    }

    private static Map<String, Truth> truth(Path hr) throws Exception {
        Map<String, Truth> truth = new TreeMap<>();
        for (String platform : List.of("mct", "praesidium")) {
            Files.readAllLines(hr.resolve("truth-%s.csv".formatted(platform))).stream().skip(1).map(line -> line.split(","))
                    .forEach(row -> truth.put(row[0].toLowerCase(Locale.ROOT), new Truth(row[1], row[2])));
        }
        return truth;
    }

    /** As shipped, but that the warehouse takes nothing of which it does not know whose it is. */
    private String routes() throws Exception {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        try (Stream<Path> shipped = Files.walk(Path.of("routes"))) {
            for (Path file : shipped.filter(Files::isRegularFile).toList()) {
                Path copy = routes.resolve(Path.of("routes").relativize(file));
                PrivateFolder.make(copy.getParent());
                Files.writeString(copy, Files.readString(file).replace("require: \"false\"", "require: \"true\""));
            }
        }
        return "file:" + routes;
    }
}
