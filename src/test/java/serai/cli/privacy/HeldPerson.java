package serai.cli.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import serai.journal.Balance;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.sandbox.SandboxHttp;
import serai.sandbox.lrs.XapiClient;
import serai.testkit.CommandRun;
import serai.testkit.Kept;
import serai.testkit.OneDestination;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;
import serai.testkit.process.SeraiFolder;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A person of whom a journal, an archive, a warehouse and a learning record store have something; and somebody else. Journal and
 * warehouse are SQLite's or PostgreSQL's. Each copy of it may be forgotten.
 */
final class HeldPerson {

    /** By the account, and by the address, which half of the records do not have. */
    private static final String ACCOUNT = "mct:anna";
    private static final String ADDRESS = "anna@example.org";
    static final List<String> NAMED = List.of(ACCOUNT, ADDRESS);

    /** Of the person: more than one transaction erases, and more than one request voids. */
    private static final int THEIRS = 60;
    private static final int OTHERS = 5;
    private static final int DAYS = 2;
    private static final Instant FIRST = Instant.parse("2026-11-20T10:00:00Z");
    private static final Set<String> DESTINATIONS = Set.of("archive", "warehouse", "lrs");
    private static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ERASED = Pattern.compile("(\\d+) records, (\\d+) aside, (\\d+) differing, (\\d+) refused");

    private final Path path;
    private final Databases databases;
    private final Path data;
    private final List<JsonNode> statements;
    private int copies;

    HeldPerson(Path path, Store store) throws Exception {
        this.path = path;
        databases = store == Store.SQLITE ? null : new Databases(SharedPostgres.database(), SharedPostgres.database());
        try (SandboxHttp http = new SandboxHttp("127.0.0.1", 0).start();
                OneDestination serai = new OneDestination("archive", PrivateFolder.make(path.resolve("held")))) {
            for (String other : List.of("destination-warehouse.camel.yaml", "destination-lrs.camel.yaml")) {
                serai.withRoute(other, Files.readString(Path.of("routes", other)));
            }
            data = serai.data();
            deliver(serai, http);
            statements = http.lrs().statements();
        }
    }

    private void deliver(OneDestination serai, SandboxHttp http) throws Exception {
        SettableClock clock = new SettableClock(FIRST);
        Databases here = databases == null ? Databases.in(data) : databases;
        here.settings().forEach(serai::with);
        serai.withStatements(databases == null ? "sqlite" : "postgresql").with("serai.lrs.url", http.uri() + "/lrs")
                .start("clock", clock);
        List<LearningRecord> records = new ArrayList<>();
        http.lrs().answersWhereBodyHas(at("anna", 0, FIRST).id().toString(), 400, "{}");
        for (int day = 0; day < DAYS; day++) {
            Instant at = FIRST.plus(Duration.ofDays(day));
            clock.turn(Duration.between(clock.instant(), at));
            for (int number = 0; number < THEIRS / DAYS; number++) {
                records.add(at("anna", day * THEIRS + number, at));
                if (number < OTHERS) {
                    records.add(at("ben", day * THEIRS + number, at));
                }
            }
            records.forEach(record -> serai.journal().append(record, DESTINATIONS).toCompletableFuture().join());
            records.clear();
            serai.untilBalanced();
            clock.turn(Duration.ofMinutes(20));
        }
        LearningRecord first = at("anna", 1, FIRST);
        serai.journal().append(new LearningRecord(first.schemaVersion(), first.id(), first.source(), first.platform(), first.type(),
                first.platformType(), first.occurredAt(), first.occurredAsSent(), first.receivedAt(), first.learner(),
                first.activity(), Records.completion("anna", new BigDecimal("12")).result(), first.marks(), first.raw()),
                DESTINATIONS).toCompletableFuture().join();
        serai.journal().reject("mct", "not JSON", Payload.of("anna@example.org did".getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture().join();
        await().atMost(60, SECONDS).untilAsserted(() -> {
            for (String destination : DESTINATIONS) {
                Balance balance = serai.journal().balances().get(destination);
                assertThat(balance.pending()).as(destination).isZero();
                assertThat(balance.deadLettered()).as(destination).isEqualTo(destination.equals("lrs") ? 1 : 0);
            }
        });
    }

    /** Another record for each number. */
    private static LearningRecord at(String learner, int number, Instant received) {
        LearningRecord one = Records.start(learner, Duration.ofMinutes(number));
        LearningRecord completion = Records.completion(learner);
        return new LearningRecord(one.schemaVersion(), one.id(), one.source(), one.platform(), completion.type(),
                completion.platformType(), one.occurredAt(), one.occurredAsSent(), received,
                number % 2 == 0 ? one.learner() : new Learner(learner, null, null, null, null, null, Map.of()),
                completion.activity(), completion.result(), one.marks(), one.raw());
    }

    /** The command, as it is typed. */
    static String[] forget(String person) {
        return new String[]{"forget", person, "--why", "request 7", "--json"};
    }

    /** Another copy of everything, with a learning record store of its own. */
    Copy copy() throws Exception {
        copies++;
        Path folder = PrivateFolder.make(path.resolve("copy-" + copies));
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("data").resolve(data.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Databases copied = databases == null ? Databases.in(folder.resolve("data"))
                : new Databases(SharedPostgres.copy(databases.journal), SharedPostgres.copy(databases.warehouse));
        return new Copy(folder, new SandboxHttp("127.0.0.1", 0).start(), statements, copied);
    }

    /** Where journal and warehouse are. */
    enum Store {
        SQLITE(500), POSTGRESQL(7_000);

        /** About how many steps the command takes, rather too few. */
        final int steps;

        Store(int steps) {
            this.steps = steps;
        }
    }

    /** The addresses of both. */
    private record Databases(String journal, String warehouse) {

        static Databases in(Path data) {
            return new Databases("jdbc:sqlite:" + data + "/journal.db", "jdbc:sqlite:" + data + "/warehouse.db");
        }

        boolean areFiles() {
            return journal.startsWith("jdbc:sqlite:");
        }

        Map<String, String> settings() {
            return areFiles() ? Map.of("serai.warehouse.url", warehouse)
                    : Map.of("serai.archive.on", "one", "serai.journal.instance", "one", "serai.journal.url", journal,
                            "serai.journal.username", SharedPostgres.USER, "serai.journal.password",
                            SharedPostgres.USER, "serai.warehouse.url", warehouse, "serai.warehouse.username", SharedPostgres.USER,
                            "serai.warehouse.password", SharedPostgres.USER);
        }

        List<String> rows(String url, String sql) throws SQLException {
            return areFiles() ? Kept.rowsAt(url, sql) : SharedPostgres.rows(url, sql);
        }
    }

    /** One of which the person is forgotten. */
    static final class Copy implements AutoCloseable {

        private final Path folder;
        private final SandboxHttp http;
        private final SeraiFolder serai;
        private final Kept kept;
        private final Databases databases;

        Copy(Path folder, SandboxHttp http, List<JsonNode> statements, Databases databases) throws Exception {
            this.databases = databases;
            this.folder = folder;
            this.http = http;
            this.kept = new Kept(folder.resolve("data"));
            this.serai = new SeraiFolder(folder).with("serai.lrs.url", http.uri() + "/lrs").with("serai.forget.lrs", "true");
            databases.settings().forEach(serai::with);
            assertThat(new XapiClient(http).post(JSON.writeValueAsString(statements)).statusCode()).isEqualTo(200);
        }

        Path folder() {
            return folder;
        }

        SeraiFolder serai() {
            return serai;
        }

        /** The same command once more, in this process. */
        JsonNode saysItAgain(String person, String doubt) throws IOException {
            Properties settings = serai.settings();
            settings.stringPropertyNames().forEach(name -> System.setProperty(name, settings.getProperty(name)));
            try {
                JsonNode receipt = JSON.readTree(CommandRun.of(List.of(0, 1), forget(person)).out());
                assertThat(receipt.get("failed")).as(doubt).isEmpty();
                if (!receipt.get("notAsked").isEmpty()) { // all was done: nothing leads from the address to the account any more
                    assertThat(person).as(doubt).isEqualTo(ADDRESS);
                    assertThat(receipt.at("/journal/records").asInt()).as(doubt).isZero();
                    receipt = JSON.readTree(CommandRun.of(0, forget(ACCOUNT)).out());
                }
                assertThat(CommandRun.of(0, "journal", "verify").out()).as(doubt).contains("everything is whole");
                assertThat(CommandRun.of(0, "find", "--learner", "anna").out()).as(doubt).isEqualTo("There are none.\n");
                return receipt;
            } finally {
                settings.stringPropertyNames().forEach(System::clearProperty);
            }
        }

        /** Nothing of the person is anywhere, each thing was taken away once, and everything else is there. */
        void assertForgotten(String doubt) throws Exception {
            assertThat(filesWith("anna")).as(doubt).isEmpty();
            assertThat(journal("SELECT name FROM destination WHERE routed <> delivered + pending + dead_lettered + dropped"))
                    .as(doubt)
                    .isEmpty();
            assertThat(journal("SELECT name FROM destination WHERE routed = %s".formatted(THEIRS + OTHERS * DAYS))).as(doubt)
                    .hasSize(DESTINATIONS.size());
            assertThat(journal("SELECT count(*) FROM rejected")).as(doubt).containsExactly("0");
            assertThat(kept.archived(".jsonl")).as(doubt).hasSize(OTHERS * DAYS).allMatch(line -> line.contains("ben"));
            assertThat(warehouse("SELECT learner_id, count(*) FROM course_completed GROUP BY learner_id")).as(doubt)
                    .containsExactly("ben|" + OTHERS * DAYS);
            assertThat(warehouse("SELECT learner_id FROM learner")).as(doubt).containsExactly("ben");
            List<String> voided = http.lrs().statements().stream().filter(one -> one.at("/verb/id").asText().equals(VOIDED))
                    .map(one -> one.at("/object/id").asText()).toList();
            assertThat(voided).as(doubt).doesNotHaveDuplicates().hasSize(THEIRS);
            assertThat(erased()).as(doubt).isEqualTo(List.of((long) THEIRS, 1L, 1L, 1L));
            assertThat(journal("SELECT DISTINCT nr FROM forgotten")).as(doubt).hasSize(1);
            assertThat(removedByCorrections()).as(doubt).isEqualTo(THEIRS);
        }

        private List<String> journal(String sql) throws SQLException {
            return databases.rows(databases.journal, sql);
        }

        private List<String> warehouse(String sql) throws SQLException {
            return databases.rows(databases.warehouse, sql);
        }

        /** What the audit log has of the journal: records, aside, differing, refused. */
        private List<Long> erased() throws Exception {
            List<Long> sums = new ArrayList<>(List.of(0L, 0L, 0L, 0L));
            for (String line : journal("SELECT subject FROM audit WHERE act = 'forget'")) {
                Matcher counts = ERASED.matcher(line);
                if (counts.matches()) {
                    for (int at = 0; at < sums.size(); at++) {
                        sums.set(at, sums.get(at) + Long.parseLong(counts.group(at + 1)));
                    }
                }
            }
            return sums;
        }

        private long removedByCorrections() throws IOException {
            long removed = 0;
            for (Path manifest : kept.archive("manifest.json")) {
                for (JsonNode correction : JSON.readTree(manifest.toFile()).path("corrections")) {
                    removed += correction.get("name").asText().endsWith(".jsonl") ? correction.get("removed").asLong() : 0;
                }
            }
            return removed;
        }

        /** Files that have the text. The database that stands in for a warehouse does not overwrite what it deletes. */
        private List<Path> filesWith(String text) throws IOException {
            try (Stream<Path> files = Files.walk(kept.data())) {
                List<Path> found = new ArrayList<>();
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(file -> !file.getFileName().toString().startsWith("warehouse.db")).toList()) {
                    if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                        found.add(file);
                    }
                }
                return found;
            }
        }

        @Override
        public void close() throws SQLException {
            http.close();
            if (!databases.areFiles()) {
                SharedPostgres.drop(databases.journal);
                SharedPostgres.drop(databases.warehouse);
            }
        }
    }
}
