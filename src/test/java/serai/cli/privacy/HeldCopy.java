package serai.cli.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import serai.sandbox.SandboxHttp;
import serai.testkit.CommandRun;
import serai.testkit.Kept;
import serai.testkit.SharedPostgres;
import serai.testkit.lrs.XapiClient;
import serai.testkit.process.SeraiFolder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A copy of everything that is held of a person, who is forgotten there. */
final class HeldCopy implements AutoCloseable {

    private static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ERASED = Pattern.compile("(\\d+) records, (\\d+) aside, (\\d+) differing, (\\d+) refused");

    private final Path folder;
    private final SandboxHttp http;
    private final SeraiFolder serai;
    private final Kept kept;
    private final HeldDatabases databases;

    HeldCopy(Path folder, SandboxHttp http, List<JsonNode> statements, HeldDatabases databases) throws Exception {
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
            JsonNode receipt = JSON.readTree(CommandRun.of(List.of(0, 1), HeldPerson.forget(person)).out());
            assertThat(receipt.get("failed")).as(doubt).isEmpty();
            if (!receipt.get("notAsked").isEmpty()) { // all was done: nothing leads from the address to the account any more
                assertThat(person).as(doubt).isEqualTo(HeldPerson.ADDRESS);
                assertThat(receipt.at("/journal/records").asInt()).as(doubt).isZero();
                receipt = JSON.readTree(CommandRun.of(0, HeldPerson.forget(HeldPerson.ACCOUNT)).out());
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
        assertThat(journal("SELECT name FROM destination WHERE routed = %s"
                .formatted(HeldPerson.THEIRS + HeldPerson.OTHERS * HeldPerson.DAYS))).as(doubt)
                .hasSize(HeldPerson.DESTINATIONS.size());
        assertThat(journal("SELECT count(*) FROM rejected")).as(doubt).containsExactly("0");
        assertThat(kept.archived(".jsonl")).as(doubt).hasSize(HeldPerson.OTHERS * HeldPerson.DAYS)
                .allMatch(line -> line.contains("ben"));
        assertThat(warehouse("SELECT learner_id, count(*) FROM course_completed GROUP BY learner_id")).as(doubt)
                .containsExactly("ben|" + HeldPerson.OTHERS * HeldPerson.DAYS);
        assertThat(warehouse("SELECT learner_id FROM learner")).as(doubt).containsExactly("ben");
        List<String> voided = http.lrs().statements().stream().filter(one -> one.at("/verb/id").asText().equals(VOIDED))
                .map(one -> one.at("/object/id").asText()).toList();
        assertThat(voided).as(doubt).doesNotHaveDuplicates().hasSize(HeldPerson.THEIRS);
        assertThat(erased()).as(doubt).isEqualTo(List.of((long) HeldPerson.THEIRS, 1L, 1L, 1L));
        assertThat(journal("SELECT DISTINCT nr FROM forgotten")).as(doubt).hasSize(1);
        assertThat(removedByCorrections()).as(doubt).isEqualTo(HeldPerson.THEIRS);
    }

    private List<String> journal(String sql) throws SQLException {
        return databases.rows(databases.journal(), sql);
    }

    private List<String> warehouse(String sql) throws SQLException {
        return databases.rows(databases.warehouse(), sql);
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
            SharedPostgres.drop(databases.journal());
            SharedPostgres.drop(databases.warehouse());
        }
    }
}
