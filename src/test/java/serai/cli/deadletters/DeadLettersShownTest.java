package serai.cli.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.testkit.journal.CommandsBesideJournal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** What lists and reports show of dead letters, and what they keep to themselves. */
public class DeadLettersShownTest extends CommandsBesideJournal {

    @Test
    void listsIdsAndReasonsAndNobodysName() throws IOException {
        String list = serai(0, "dead-letters", "list");

        assertThat(list.lines()).hasSize(4).first().asString()
                .isEqualTo("id             state  type              class    status  attempts  time");
        assertThat(list).containsPattern("lrs-1 +dead +COURSE_COMPLETED +refused +418 +1 +2026-11-22T10:00:0")
                .contains("mct-differs-1").doesNotContain("webhook", "rejected");
        JsonNode json = JSON.readTree(serai(0, "dead-letters", "list", "--json", "--destination", "lrs", "--since", "2020-01-01"));
        assertThat(json).hasSize(2);
        assertThat(json.get(0).path("id").asText()).isEqualTo("lrs-1");
        assertThat(json.get(0).path("class").asText()).isEqualTo("refused");
        assertThat(json.get(0).path("attempts").asInt()).isOne();
        assertThat(serai(0, "dead-letters", "list", "--class", "forbidden")).isEqualTo("There are none.\n");
        assertThat(serai(0, "dead-letters", "list", "--from", "mct").lines()).hasSize(2);
        assertThat(serai(0, "dead-letters", "list", "--from", "webhook")).contains("praesidium-rejected-1");
    }

    @Test
    void neitherAListNorTheStatusHasPersonalDataInIt() {
        lrs.failsEverything(FailureClass.REFUSED);
        for (int i = 0; i < 10; i++) {
            serai.append(completion("anna-" + i), "lrs");
        }
        serai.runFor(A_MOMENT);

        for (String[] command : new String[][]{{"status"}, {"status", "--json"}, {"destinations", "list"},
                {"dead-letters", "list"}, {"dead-letters", "list", "--json"}, {"dead-letters", "list", "--from", "webhook"}}) {
            assertThat(serai(0, command)).doesNotContainIgnoringCase("anna").doesNotContain("Ångström", "@");
        }
        assertThat(serai(0, "destinations", "list"))
                .containsPattern("lrs +stopped because misconfigured: refused with status 418; next attempt at 2026");
    }

    @Test
    void showsEverythingAboutOne() throws IOException {
        assertThat(serai(0, "dead-letters", "show", "lrs-1")).contains("raw anna", "\"percentage\" : 50", "refused  told so",
                "(mapping m/1)", "<anna@example.org>", "is a teapot", "As received", "As translated", "Ångström",
                "As sent\n  POST https://lrs.example.org\n  [<anna@example.org>]");
        JsonNode json = JSON.readTree(serai(0, "dead-letters", "show", "--json", "lrs-1"));
        assertThat(json.path("raw").asText()).isEqualTo("raw anna");
        assertThat(json.path("record").path("learner").path("id").asText()).isEqualTo("anna");
        assertThat(json.path("failedAttempts")).hasSize(1);
        assertThat(json.path("request").path("line").asText()).isEqualTo("POST https://lrs.example.org");
        assertThat(json.path("request").path("body").asText()).isEqualTo("[<anna@example.org>]");
        assertThat(serai(0, "dead-letters", "show", "praesidium-rejected-1")).contains("not JSON", "Anna Ångström");
        assertThat(serai(0, "dead-letters", "show", "mct-differs-1")).contains("\"percentage\" : 99")
                .contains("As known: what destinations got", "-     \"percentage\" : 50", "+     \"percentage\" : 99")
                .doesNotContain("+   \"receivedAt");
        assertThat(serai(0, "dead-letters", "show", "mct-differs-1", "--json")).contains("\"known\"", "\"percentage\" : 50");
    }

    @Test
    void nothingFromOutsideGivesTheTerminalOrders() throws IOException {
        String orders = "\u001b]0;owned\u0007\u001b[2J\u009b1m\rfine\nlrs-9  dead\u202e\u2066\u200b\u007f";
        LearningRecord known = completion("eve");
        LearningRecord record = new LearningRecord(known.schemaVersion(), known.id(), known.source(), known.platform(),
                "TYPE" + orders, known.platformType(), known.occurredAt(), known.occurredAsSent(), known.receivedAt(),
                known.learner(), known.activity(), known.result(), known.marks(), known.raw());
        lrs.failsEverything(FailureClass.REFUSED);
        serai.append(record.withRaw(Payload.of(orders.getBytes(StandardCharsets.UTF_8))), "lrs");
        serai.journal().reject("praesidium", "no JSON: " + orders, Payload.of(orders.getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture().join();
        serai.runFor(A_MOMENT);

        String everything = "";
        for (String[] command : new String[][]{{"dead-letters", "list"}, {"dead-letters", "list", "--from", "webhook"},
                {"dead-letters", "show", "praesidium-rejected-2"}, {"dead-letters", "show", "lrs-4"},
                {"dead-letters", "list", "--json"}, {"dead-letters", "show", "lrs-4", "--json"}, {"status"}}) {
            everything += serai(0, command);
        }

        assertThat(everything).contains("\\u001b]0;owned\\u0007", "\\u009b1m", "\\u202e\\u2066\\u200b")
                .doesNotContainPattern("[\\p{Cc}&&[^\n]]|[\u202a-\u202e\u2066-\u2069\u200b]").doesNotContainPattern("(?m)^ ?lrs-9");
        assertThat(JSON.readTree(serai(0, "dead-letters", "show", "lrs-4", "--json")).path("raw").asText()).isEqualTo(orders);
    }

    @Test
    void aTimeBeforeAllTimesIsTheBeginning() {
        assertThat(serai(0, "dead-letters", "list", "--since", "999999999d").lines()).hasSize(4);
    }

    @Test
    void tellsWhyABodyWasNoEvent() throws IOException {
        assertThat(serai(0, "dead-letters", "list", "--from", "webhook").lines()).hasSize(2).last().asString()
                .matches("praesidium-rejected-1  2026-11-22T10:00:\\S+  not JSON");
        assertThat(JSON.readTree(serai(0, "dead-letters", "list", "--from", "webhook", "--json")).get(0).path("reason").asText())
                .isEqualTo("not JSON");
    }

    @Test
    void listsAndShowsWhatTheRouterHadNoDestinationFor() {
        serai.append(completion("dora"), "unrouted");
        serai.append(login("emil"), "unrouted");

        assertThat(serai(0, "dead-letters", "list", "--from", "unrouted").lines()).hasSize(3);
        assertThat(serai(0, "dead-letters", "list", "--from", "unrouted", "--type", "LOGGED_IN"))
                .containsPattern("unrouted-5 +unrouted +LOGGED_IN").doesNotContain("unrouted-4");
        assertThat(serai(0, "dead-letters", "show", "unrouted-5")).contains("raw emil", "the router has no destination for it");
        assertThat(serai(0, "dead-letters", "list")).doesNotContain("unrouted");
        serai(1, "dead-letters", "retry", "unrouted-5");
        assertThat(error).isEqualTo("serai: nothing is done: unrouted-5 is unrouted\n");
    }

    @Test
    void exportsEverythingToAFileOfItsOwnersOnly() throws IOException {
        Path file = folder.resolve("letters.jsonl");

        assertThat(serai(0, "dead-letters", "export", file.toString())).isEqualTo("3 in " + file + "\n");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        JsonNode first = JSON.readTree(lines.get(0));
        assertThat(first.path("raw").asText()).isEqualTo("raw anna");
        assertThat(first.path("answer").asText()).contains("teapot");
        serai(1, "dead-letters", "export", file.toString());
        assertThat(error).isEqualTo("serai: " + file + " already exists; name another file\n");
        Path below = file.resolve("letters.jsonl");
        serai(1, "dead-letters", "export", below.toString());
        assertThat(error).isEqualTo("serai: " + below + " can't be created (Not a directory); name another file\n");
        serai(0, "dead-letters", "export", folder.resolve("some").toString(), "--destination", "lrs", "--type", "LOGGED_IN");
        assertThat(folder.resolve("some")).isEmptyFile();
    }
}
