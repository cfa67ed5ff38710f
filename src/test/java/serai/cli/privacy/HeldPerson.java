package serai.cli.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import serai.journal.Balance;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.sandbox.SandboxHttp;
import serai.testkit.OneDestination;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    static final String ACCOUNT = "mct:anna";
    static final String ADDRESS = "anna@example.org";
    static final List<String> NAMED = List.of(ACCOUNT, ADDRESS);

    /** Of the person: more than one transaction erases, and more than one request voids. */
    static final int THEIRS = 60;
    static final int OTHERS = 5;
    static final int DAYS = 2;
    private static final Instant FIRST = Instant.parse("2026-11-20T10:00:00Z");
    static final Set<String> DESTINATIONS = Set.of("archive", "warehouse", "lrs");

    private final Path path;
    private final HeldDatabases databases;
    private final Path data;
    private final List<JsonNode> statements;
    private int copies;

    HeldPerson(Path path, Store store) throws Exception {
        this.path = path;
        databases = store == Store.SQLITE ? null : new HeldDatabases(SharedPostgres.database(), SharedPostgres.database());
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
        HeldDatabases here = databases == null ? HeldDatabases.in(data) : databases;
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
            records.forEach(record -> serai.writer().append(record, DESTINATIONS).toCompletableFuture().join());
            records.clear();
            serai.untilBalanced();
            clock.turn(Duration.ofMinutes(20));
        }
        LearningRecord first = at("anna", 1, FIRST);
        serai.writer().append(new LearningRecord(first.schemaVersion(), first.id(), first.source(), first.platform(), first.type(),
                first.platformType(), first.occurredAt(), first.occurredAsSent(), first.receivedAt(), first.learner(),
                first.activity(), Records.completion("anna", new BigDecimal("12")).result(), first.marks(), first.raw()),
                DESTINATIONS).toCompletableFuture().join();
        serai.writer().reject("mct", "not JSON", Payload.of("anna@example.org did".getBytes(StandardCharsets.UTF_8)))
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
    HeldCopy copy() throws Exception {
        copies++;
        Path folder = PrivateFolder.make(path.resolve("copy-" + copies));
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("data").resolve(data.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        HeldDatabases copied = databases == null ? HeldDatabases.in(folder.resolve("data"))
                : new HeldDatabases(SharedPostgres.copy(databases.journal()), SharedPostgres.copy(databases.warehouse()));
        return new HeldCopy(folder, new SandboxHttp("127.0.0.1", 0).start(), statements, copied);
    }

    /** Where journal and warehouse are. */
    enum Store {
        SQLITE(450), POSTGRESQL(5_500);

        /** How many steps the command takes at the least: how often an answer is read in parts is chance. */
        final int steps;

        Store(int steps) {
            this.steps = steps;
        }
    }
}
