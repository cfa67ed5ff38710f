package serai.cli.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.SourceCounts;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.CommandRun;
import serai.testkit.EmbeddedSerai;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * As it is typed, against a Serai with the sandbox. How many learners the balance is made for: {@code -Dserai.learners=}; which:
 * {@code -Dseed=}.
 */
class SimulateCommandTest {

    private static final String LEARNERS = System.getProperty("serai.learners", "60");
    private static final String SEED = System.getProperty("seed", Long.toString(System.nanoTime() % 1_000_000));
    private static final String FAULTS = "duplicates=1%,differs=1%,malformed=1%,out-of-order=5%";

    private final InputStream in = System.in;
    private EmbeddedSerai serai;
    private String error;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        serai = new EmbeddedSerai(data).with("serai.mct.events.login", "false").start();
        set("serai.data", data.toString());
        set("serai.servicebus.connection", serai.namespace().connectionString());
        set("serai.praesidium.password", EmbeddedSerai.PASSWORD);
        set("camel.server.port", Integer.toString(serai.webhook().getPort()));
    }

    private static void set(String setting, String value) {
        System.setProperty(setting, value);
    }

    @AfterEach
    void stop() {
        Stream.of("serai.data", "serai.servicebus.connection", "serai.servicebus.namespace", "serai.praesidium.password",
                "camel.server.port").forEach(System::clearProperty);
        System.setIn(in);
        serai.close();
    }

    @Test
    void leavesADirectoryAloneThatNoSimulationHasWritten(@TempDir Path hr) throws Exception {
        Path own = Files.writeString(hr.resolve("people.csv"), "id,email\nE-1,ben@example.org\n");

        assertThat(CommandRun.of(1, "simulate", "mct", "--learners", "2", "--people", hr.toString()).error())
                .contains("people.csv may be the organisation's own").hasLineCount(1);
        assertThat(own).hasContent("id,email\nE-1,ben@example.org\n");
        try (Stream<Path> files = Files.list(hr)) {
            assertThat(files).containsExactly(own);
        }

        Files.delete(own);
        for (String platform : List.of("mct", "praesidium")) {
            CommandRun.of(0, "simulate", platform, "--learners", "2", "--people", hr.toString());
        }
    }

    @Test
    void whatIsSentIsStoredOrCountedWhereItEndsToTheUnit() throws Exception {
        System.out.printf("To repeat: -Dseed=%s -Dserai.learners=%s%n", SEED, LEARNERS);
        for (String platform : List.of("mct", "praesidium")) {
            long begun = System.nanoTime();
            List<JsonNode> sent = sent(platform, "--learners", LEARNERS, "--seed", SEED, "--faults", FAULTS);

            await().atMost(300, SECONDS).untilAsserted(() -> assertThat(ended(platform).values().stream()
                    .mapToLong(Long::longValue).sum()).isEqualTo(sent.size()));

            assertThat(knownBefore(ended(platform))).isEqualTo(knownBefore(expected(sent)));
            System.out.printf(Locale.ROOT, "%s in %.0f s: %s sent = %s%n%s", platform, (System.nanoTime() - begun) / 1e9,
                    sent.size(),
                    ended(platform), error);
        }
        await().atMost(600, SECONDS).untilAsserted(() -> assertThat(serai.journal().balances().values())
                .isNotEmpty().allMatch(balance -> balance.isDelivered()));
    }

    /**
     * Of an event that is sent as it was, twice, and with another name too, it depends on which comes first what the others are.
     */
    private static Map<String, Long> knownBefore(Map<String, Long> ends) {
        Map<String, Long> together = new TreeMap<>(ends);
        together.merge("duplicates", together.remove("differs"), Long::sum);
        return together;
    }

    /** Where events have ended, by Serai's own counters and the broker's. */
    private Map<String, Long> ended(String platform) throws Exception {
        JsonNode source = new JsonMapper().readTree(serai(0, "status", "--json")).path("sources").path(platform);
        Map<String, Long> ended = new TreeMap<>();
        Stream.of("accepted", "duplicates", "differs", "rejected", "filtered")
                .forEach(end -> ended.put(end, source.path(end).longValue()));
        ended.put("dead-lettered at the broker", platform.equals("mct") ? broker().deadLettered() : 0);
        return ended;
    }

    /** Where they have to end, by what was sent: logins are switched off. */
    private static Map<String, Long> expected(List<JsonNode> sent) {
        Map<String, Long> expected = new TreeMap<>(Map.of("accepted", 0L, "duplicates", 0L, "differs", 0L, "rejected", 0L,
                "filtered", 0L, "dead-lettered at the broker", 0L));
        sent.forEach(line -> {
            boolean webhook = line.path("type").textValue().endsWith("_COMPLETED");
            expected.merge(switch (line.path("fault").textValue()) {
                case "malformed" -> webhook ? "rejected" : "dead-lettered at the broker";
                case "duplicates", "differs" ->
                    line.path("type").textValue().equals("LOGIN") ? "filtered" : line.path("fault").textValue();
                default -> line.path("type").textValue().equals("LOGIN") ? "filtered" : "accepted";
            }, 1L, Long::sum);
        });
        return expected;
    }

    @Test
    void theSameSeedSendsTheSameAndAnotherSendsOthers() throws Exception {
        List<JsonNode> first = sent("praesidium", "--learners", "20", "--seed", "7", "--faults", FAULTS);
        assertThat(error).contains("To repeat: --learners 20 --seed 7");

        assertThat(sent("praesidium", "--learners", "20", "--seed", "7", "--faults", FAULTS)).isEqualTo(first);
        SourceCounts counts = serai.journal().sources().get("praesidium");
        assertThat(counts.duplicates()).isGreaterThanOrEqualTo(counts.accepted());
        assertThat(sent("praesidium", "--learners", "20")).doesNotContainAnyElementsOf(first);
    }

    @Test
    void goesOnWhenTheConnectionToTheBrokerBreaks() throws Exception {
        Thread breaking = new Thread(() -> {
            await().atMost(30, SECONDS).until(() -> broker().delivered() > 10);
            serai.namespace().dropConnections();
        });
        breaking.start();

        List<JsonNode> sent = sent("mct", "--learners", "20", "--rate", "200");
        breaking.join();

        Map<String, Long> byKey = sent.stream().collect(Collectors.groupingBy(line -> line.path("key").textValue(),
                Collectors.counting()));
        // A message that was on its way when the connection broke comes again once its lock has ended, after 30 s.
        await().atMost(90, SECONDS).untilAsserted(() -> {
            SourceCounts counts = serai.journal().sources().get("mct");
            // What was sent again may have been there already: an event, or a login, which is counted each time it comes.
            assertThat(counts.accepted() + counts.filtered()).isGreaterThanOrEqualTo(byKey.size());
            assertThat(counts.accepted()).isEqualTo(byKey.keySet().stream().filter(key -> !key.startsWith("LOGIN")).count());
        });
    }

    @Test
    void asksBeforeItSendsToAnotherMachine() {
        System.setIn(new ByteArrayInputStream(new byte[0]));
        System.clearProperty("serai.servicebus.connection");
        set("serai.servicebus.namespace", "contoso.servicebus.windows.net");

        assertThat(serai(1, "simulate", "mct")).isEmpty();
        assertThat(error).contains("topic MCTEvents of contoso.servicebus.windows.net will get invented events of 10 learners, and "
                + "deliver them like real ones").contains("not confirmed, so nothing was sent; answer y, or give --yes");

        assertThat(serai(1, "simulate", "praesidium", "--url", "https://serai.example.org/praesidium/events")).isEmpty();
        assertThat(error).contains("https://serai.example.org/praesidium/events will get invented events", "nothing was sent");
    }

    @Test
    void stopsWhereItIsNotLetIn() {
        set("serai.praesidium.password", "another of the inn");

        assertThat(serai(1, "simulate", "praesidium")).isEmpty();
        assertThat(error).contains("0 events sent").contains("answered 401; check the webhook's address, user and password");

        set("serai.praesidium.password", "pbkdf2-sha256$1000$AAAA$AAAA");
        serai(1, "simulate", "praesidium");
        assertThat(error).hasLineCount(1).contains("set as a hash only", "serai.praesidium.password");
    }

    @Test
    void saysWhichTopicIsNotThere() {
        assertThat(serai(1, "simulate", "mct", "--topic", "Nowhere")).isEmpty();

        assertThat(error).contains("topic Nowhere of localhost", "MESSAGING_ENTITY_NOT_FOUND", "check the topic");
    }

    private EntityCounts broker() {
        return serai.namespace().counts(EmbeddedSerai.SUBSCRIPTION);
    }

    private List<JsonNode> sent(String platform, String... options) throws Exception {
        JsonMapper mapper = new JsonMapper();
        String lines = serai(0, Stream.concat(Stream.of("simulate", platform), Stream.of(options)).toArray(String[]::new));
        List<JsonNode> sent = mapper.readerFor(JsonNode.class).<JsonNode>readValues(lines).readAll();
        assertThat(error).contains(sent.size() + " events sent to ");
        return sent;
    }

    private String serai(int exit, String... arguments) {
        CommandRun run = CommandRun.of(exit, arguments);
        error = run.error();
        return run.out();
    }
}
