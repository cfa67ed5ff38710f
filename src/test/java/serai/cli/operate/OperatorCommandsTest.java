package serai.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.settings.known.RuntimeSetting;
import serai.simulation.OperatedJournal;
import serai.testkit.CommandRun;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** The operators' commands as they are typed; the journal is a real one with what delivers beside it. */
class OperatorCommandsTest {

    private static final Duration A_MOMENT = Duration.ofSeconds(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;
    private OperatedJournal serai;
    private OperatedJournal.Fake lrs;
    private String error;

    @BeforeEach
    void start() {
        System.setProperty(RuntimeSetting.DATA.key(), folder.toString());
        serai = new OperatedJournal(folder);
        lrs = serai.destination("lrs");
        lrs.fails(FailureClass.REFUSED, "anna", "ben");
        List.of("anna", "ben", "cleo").forEach(learner -> serai.append(completion(learner), "lrs"));
        serai.append(completion("anna", new BigDecimal("99")), "lrs");
        serai.journal().reject("praesidium", "not JSON", Payload.of("Anna Ångström".getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture().join();
        serai.runFor(A_MOMENT);
        lrs.isMended();
    }

    @AfterEach
    void stop() {
        serai.close();
        System.clearProperty(RuntimeSetting.DATA.key());
        System.clearProperty(RuntimeSetting.ROUTES.key());
    }

    /** Runs it, expects that exit code, and returns what it has printed. */
    private String serai(int exit, String... arguments) {
        CommandRun run = CommandRun.of(exit, arguments);
        error = run.error();
        return run.out();
    }

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
    void anUnknownNameIsToldInOneLineWithWhatThereIs() {
        serai(1, "dead-letters", "show", "lrs-99");
        assertThat(error).isEqualTo("serai: there is no dead letter lrs-99; there are lrs-1, lrs-2, mct-differs-1\n");
        serai(1, "dead-letters", "drop", "lrs-1", "--why", " ");
        assertThat(error).startsWith("serai: --why is empty");
        serai(1, "backup", "none/backup.db");
        assertThat(error).isEqualTo("serai: the folder of none/backup.db does not exist; create it first\n");
        serai(1, "dead-letters", "drop", "anna", "--why", "x");
        assertThat(error).isEqualTo("serai: 'anna' is not the id of a dead letter; ids look like lrs-1042, and ./serai "
                + "dead-letters list shows them\n");
        for (String[] command : new String[][]{{"destinations", "resume", "lsr"}, {"destinations", "drop", "lsr", "--why", "x"}}) {
            serai(1, command);
            assertThat(error).isEqualTo("serai: the journal has no destination 'lsr'; it has lrs\n");
        }
    }

    static Stream<Arguments> misunderstandings() {
        return Stream.of(
                Arguments.of("dead-letters list --from nonsense", "--from: there is no 'nonsense'; there are mct, praesidium, "
                        + "broker, unrouted, webhook"),
                Arguments.of("dead-letters list --destination lsr", "--destination: there is no 'lsr'; there are lrs"),
                Arguments.of("dead-letters list --class odd", "--class: there is no 'odd'; there are unavailable, refused, "
                        + "conflict, forbidden, misconfigured, differs"),
                Arguments.of("dead-letters list --from mct --destination lrs", "--destination and --class don't work with --from"),
                Arguments.of("dead-letters list --from webhook --type LOGGED_IN", "--type does not work with --from webhook"),
                Arguments.of("dead-letters list --since 10000-01-01", "'10000-01-01' is not a time"),
                Arguments.of("dead-letters export nowhere/letters --from nonsense", "there is no 'nonsense'"),
                Arguments.of("dead-letters retry", "give either ids, or --where destination=…"),
                Arguments.of("dead-letters retry lrs-1 --where class=refused", "give either ids, or --where destination=…"),
                Arguments.of("dead-letters retry --where destination=lsr", "--where destination: there is no 'lsr'"),
                Arguments.of("dead-letters retry --where class=odd", "--where class: there is no 'odd'"),
                Arguments.of("dead-letters retry --where source=webhook", "--where source: there is no 'webhook'"),
                Arguments.of("dead-letters retry --where since=soon", "--where since: 'soon' is not a time"),
                Arguments.of("dead-letters retry --where colour=red", "--where has no key 'colour'; its keys are destination"),
                Arguments.of("dead-letters retry lrs-1 --rate 0/s", "'0/s' is not a rate; write 10/s"),
                Arguments.of("dead-letters retry lrs-1 --rate -1/s", "'-1/s' is not a rate; write 10/s"),
                Arguments.of("dead-letters retry lrs-1 --rate fast", "'fast' is not a rate; write 10/s"),
                Arguments.of("dead-letters drop lrs-1", "--why"),
                Arguments.of("dead-letters lisst", "did you mean"),
                Arguments.of("replay --destination lsr --from 1h", "--destination: there is no 'lsr'; there are archive, lrs, "
                        + "warehouse"),
                Arguments.of("replay --destination lrs --from yesterday", "'yesterday' is not a time; write 2026-11-22"),
                Arguments.of("replay --destination lrs --from 2026-11-22 --to 2026-11-21", "is not after --from"),
                Arguments.of("replay --destination lrs --from 1h --type FOO", "--type: there is no 'FOO'; there are "
                        + "COURSE_COMPLETED, COURSE_STARTED, LEARNING_PATH_COMPLETED, LOGGED_IN, MODULE_COMPLETED"),
                Arguments.of("dead-letters list --type FOO", "--type: there is no 'FOO'; there are COURSE_COMPLETED"),
                Arguments.of("replay --unrouted --type LOGGED_IN", "or --unrouted alone"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misunderstandings")
    void whatIsNotUnderstoodIsToldInOneLineWithWhatThereIs(String command, String told) {
        assertThat(serai(2, command.split(" "))).isEmpty();

        assertThat(error).startsWith("serai: ").contains(told).endsWith(" --help)\n").hasLineCount(1);
    }

    @Test
    void aTimeBeforeAllTimesIsTheBeginning() {
        assertThat(serai(0, "dead-letters", "list", "--since", "999999999d").lines()).hasSize(4);
    }

    @Test
    void aBodyThatWasNoEventCanNeitherBeSentNorGivenUp() {
        for (String[] command : new String[][]{{"retry"}, {"retry", "--dry-run"}, {"drop", "--why", "x"}}) {
            String[] all = Stream.concat(Stream.of("dead-letters"), Stream.concat(Stream.of(command),
                    Stream.of("lrs-1", "praesidium-rejected-1"))).toArray(String[]::new);
            assertThat(serai(1, all)).isEmpty();
            assertThat(error).startsWith("serai: praesidium-rejected-1 is a refused body").hasLineCount(1);
        }
        assertThat(serai.balance("lrs")).as("nor was anything done with the other").isEqualTo(new Balance(3, 1, 0, 2, 0));
    }

    @Test
    void anIdThatIsTypedTwiceIsOneAndWhatCanNotBeDoneIsNoSuccess() {
        assertThat(serai(0, "dead-letters", "retry", "lrs-1", "lrs-1")).isEqualTo("1 to be sent again\n");
        serai(1, "dead-letters", "retry", "lrs-1", "--dry-run");
        assertThat(error).isEqualTo("serai: nothing is done: lrs-1 is requeued\n");
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "touch " + folder.resolve("edit-opened"));
        assertThat(error).isEqualTo("serai: lrs-1 is requeued; only dead letters in the state dead can be edited\n");
        assertThat(edits()).as("the editor was not opened").isEmpty();
        untilNow();
        serai(1, "dead-letters", "drop", "lrs-1", "--why", "x");
        assertThat(error).isEqualTo("serai: nothing is done: lrs-1 is delivered\n");
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
    void withoutAJournalThereIsOneLine() {
        System.setProperty(RuntimeSetting.DATA.key(), folder.resolve("none").toString());

        serai(1, "status");

        assertThat(error).startsWith("serai: there is no journal at ").endsWith("setting serai.data\n").hasLineCount(1);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void retriesByIdAndBySelection() {
        assertThat(serai(0, "dead-letters", "retry", "lrs-1", "lrs-2", "--dry-run")).isEqualTo("2 would be sent again\n");
        assertThat(serai(0, "dead-letters", "retry", "--where", "destination=lrs,class=refused", "--dry-run"))
                .isEqualTo("2 would be sent again\n");
        assertThat(serai(0, "dead-letters", "retry", "lrs-1")).isEqualTo("1 to be sent again\n");
        assertThat(serai(0, "dead-letters", "retry", "lrs-1", "lrs-2"))
                .isEqualTo("1 to be sent again; left alone: lrs-1 is requeued\n");
        untilNow();
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 3, 0, 0, 0));
        assertThat(serai(0, "dead-letters", "retry", "--where", "source=mct", "--rate", "10/s")).isEqualTo("1 to be sent again\n");
        serai.runFor(A_MOMENT);
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 4, 0, 0, 0));
    }

    /** The commands have the system's clock, and what delivers has the test's. */
    private void untilNow() {
        Duration behind = Duration.between(serai.clock().instant(), Instant.now()).plusSeconds(1);
        serai.clock().turn(behind.isNegative() ? Duration.ZERO : behind);
        serai.runFor(A_MOMENT);
    }

    @Test
    void dropsWithAReason() {
        assertThat(serai(0, "dead-letters", "drop", "lrs-1", "mct-differs-1", "--why", "a test account"))
                .isEqualTo("2 dropped\n");

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 1, 0, 1, 1));
        assertThat(serai(0, "dead-letters", "show", "lrs-1")).contains("dropped", "a test account");
        assertThat(serai(0, "dead-letters", "list").lines()).hasSize(2);
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

    @Test
    void sendsWhatTheEditorHasMade() {
        String editor = "sed -i 's/\"percentage\" : 50/\"percentage\" : 51/'";

        assertThat(serai(0, "dead-letters", "edit", "lrs-1", "--editor", editor)).isEqualTo(
                "lrs-1 will be sent as edited, to lrs only; other destinations have or get the record as it was\n");

        untilNow();
        assertThat(lrs.records()).last().isEqualTo(completion("anna", new BigDecimal("51")).withRaw(null));
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 2, 0, 1, 0));
        assertThat(serai(0, "dead-letters", "edit", "lrs-2", "--editor", "true"))
                .isEqualTo("Nothing was changed, so nothing is sent.\n");
        assertThat(edits()).isEmpty();
    }

    @Test
    void whatTheEditorHasMadeIsCheckedAndKeptWhereItIsNoRecord() throws IOException {
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "sed -i 's/\"percentage\"/\"percent\"/'");
        assertThat(error).contains("a learning record has no field 'percent'. Nothing is sent; your text is in ")
                .hasLineCount(1);
        assertThat(edits()).singleElement().satisfies(
                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
        Files.delete(edits().get(0));
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "sed -i 's/\"id\" : \"......../\"id\" : \"00000000/'");
        assertThat(error).contains("lrs-1: the field id can't be changed");
        Files.delete(edits().get(0));
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "echo broken >");
        assertThat(error).contains("not a learning record in JSON: see line 1").doesNotContain("broken");
        Files.delete(edits().get(0));
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "false");
        assertThat(error).isEqualTo("serai: the editor 'false' ended with code 1, so nothing is sent\n");
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "no-such-editor");
        assertThat(error).startsWith("serai: the editor 'no-such-editor' can't be run, so nothing is sent; set EDITOR, or name an "
                + "editor").hasLineCount(1);
        assertThat(edits()).isEmpty();
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 1, 0, 2, 0));
    }

    private List<Path> edits() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("edit-")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void replaysHistory() throws IOException {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        Files.writeString(routes.resolve("destination-hr.camel.yaml"), "- route:\n    from:\n      uri: journal:hr\n");
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:" + routes);

        assertThat(serai(0, "replay", "--destination", "hr", "--from", "2026-11-22", "--dry-run")).isEqualTo(
                "3 would be sent: 3 for the first time, 0 again, 0 dead letters; 0 left alone\n");
        assertThat(serai(0, "replay", "--destination", "lrs", "--from", "2026-11-22T10:00Z", "--type", "COURSE_COMPLETED"))
                .isEqualTo("3 to be sent: 0 for the first time, 1 again, 2 dead letters; 0 left alone\n");
        untilNow();
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 3, 0, 0, 0));
        assertThat(serai(0, "replay", "--destination", "lrs", "--from", "2026-11-22", "--to", "2026-11-22T10:00:00"))
                .startsWith("0 to be sent");
    }

    @Test
    void leavesToTheRouterWhatItHadNoDestinationFor() {
        serai.append(ofType("WEBINAR"), "unrouted");

        assertThat(serai(0, "replay", "--destination", "archive", "--from", "2026-11-22")).isEqualTo("3 to be sent: 3 for the "
                + "first time, 0 again, 0 dead letters; 0 left alone; 1 unrouted (replay --unrouted asks the router about these)\n");
        assertThat(serai.balance("unrouted")).isEqualTo(new Balance(1, 0, 1, 0, 0));
        assertThat(serai(0, "replay", "--destination", "archive", "--from", "2026-11-22", "--type", "WEBINAR"))
                .startsWith("0 to be sent").contains("1 unrouted");
    }

    @Test
    void aDestinationWithoutAKeyIsNotGivenTwiceWhatItHasHad() {
        OperatedJournal.Fake archive = serai.destination("archive");
        serai.append(completion("dora"), "archive");
        serai.runFor(A_MOMENT);

        assertThat(serai(0, "replay", "--destination", "archive", "--from", "2026-11-22")).isEqualTo("3 to be sent: 3 for the "
                + "first time, 0 again, 0 dead letters; 1 left alone (archive has no key; --again sends what it has had)\n");
        untilNow();
        assertThat(archive.taken()).containsExactlyInAnyOrder("anna", "ben", "cleo", "dora");
        assertThat(serai(0, "replay", "--destination", "archive", "--from", "2026-11-22", "--again")).startsWith("4 to be sent");
        assertThat(serai.balance("archive")).isEqualTo(new Balance(4, 4, 0, 0, 0));
    }

    @Test
    void asksTheRouterAgainAboutWhatHadNoDestination() throws IOException {
        serai.append(completion("dora"), "unrouted");
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        Files.copy(Path.of("routes/router.camel.yaml"), routes.resolve("router.camel.yaml"));
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:" + routes);

        assertThat(serai(0, "replay", "--unrouted", "--dry-run")).isEqualTo("1 would be sent on\n");
        serai.append(ofType("WEBINAR"), "unrouted");
        serai.append(ofType("BADGE"), "unrouted");
        assertThat(serai(0, "replay", "--unrouted", "--dry-run"))
                .isEqualTo("1 would be sent on; still without a destination: 1 BADGE, 1 WEBINAR\n");
        assertThat(serai.balance("unrouted")).isEqualTo(new Balance(3, 0, 3, 0, 0));
        assertThat(serai(0, "replay", "--unrouted"))
                .isEqualTo("1 to be sent on; still without a destination: 1 BADGE, 1 WEBINAR\n");

        assertThat(serai.balance("unrouted")).isEqualTo(new Balance(2, 0, 2, 0, 0));
        assertThat(serai.balance("warehouse")).isEqualTo(new Balance(1, 0, 1, 0, 0));
        assertThat(serai(0, "status")).contains("kept; see ./serai dead-letters list --from unrouted");
        untilNow();
        assertThat(lrs.taken()).containsExactly("cleo", "dora");
        Files.delete(routes.resolve("router.camel.yaml"));
        serai(1, "replay", "--unrouted");
        assertThat(error).startsWith("serai: there is no router.camel.yaml at file:").hasLineCount(1);
    }

    @Test
    void saysNothingOfWhatIsUnroutedOnceNothingIs() throws IOException {
        serai.append(completion("dora"), "unrouted");
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        Files.copy(Path.of("routes/router.camel.yaml"), routes.resolve("router.camel.yaml"));
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:" + routes);

        serai(0, "replay", "--unrouted");

        assertThat(serai(0, "status")).contains("unrouted", "kept").doesNotContain("dead-letters list --from unrouted");
    }

    @Test
    void tellsTheStatusOfSourcesAndDestinations() throws IOException {
        serai.append(completion("dora"), "lrs");

        JsonNode status = JSON.readTree(serai(0, "status", "--json"));

        JsonNode mct = status.path("sources").path("mct");
        assertThat(mct.path("accepted").asInt()).isEqualTo(4);
        assertThat(mct.path("differs").asInt()).isOne();
        assertThat(status.path("sources").path("praesidium").path("rejected").asInt()).isOne();
        JsonNode destination = status.path("destinations").path("lrs");
        assertThat(destination.path("state").asText()).isEqualTo("not running");
        assertThat(destination.path("deadLettered").asInt()).isEqualTo(2);
        assertThat(destination.path("lagRecords").asInt()).isOne();
        assertThat(destination.path("oldestPending").asInt()).isEqualTo(4);
        assertThat(destination.path("oldestPendingReceivedAt").asText()).isEqualTo(Records.RECEIVED.toString());
        assertThat(serai(0, "status")).containsPattern("lrs +4 +1 +1 +2 +0 +0 +0 +\\d+ s +4, 2026-11-22T10:00:00Z")
                .containsPattern("mct +4 +0 +1 +1 +0 +0");
    }

    @Test
    void resumesAndGivesUpDestinations() throws IOException {
        lrs.failsEverything(FailureClass.MISCONFIGURED);
        serai.append(completion("dora"), "lrs");
        serai.runFor(A_MOMENT);
        assertThat(serai(0, "destinations", "list")).contains("stopped because misconfigured");

        assertThat(serai(0, "destinations", "resume", "lrs")).isEqualTo("lrs will be tried at once\n");
        serai.runFor(A_MOMENT);
        serai(1, "destinations", "drop", "lrs", "--why", "no longer licensed");
        assertThat(error).startsWith("serai: router.camel.yaml still sends to lrs").hasLineCount(1);
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:" + PrivateFolder.make(folder.resolve("routes")));
        assertThat(serai(0, "destinations", "list")).containsPattern("lrs +removed, with records pending");
        assertThat(serai(0, "destinations", "drop", "lrs", "--why", "no longer licensed")).isEqualTo("1 dropped\n");

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 1, 0, 2, 1));
        assertThat(serai(0, "destinations", "list")).containsPattern("lrs +removed; drop its dead letters, or put its route back");
        assertThat(serai(0, "status")).containsPattern("lrs +4 +1 +0 +2 +1");

        serai(0, "dead-letters", "drop", "lrs-1", "lrs-2", "--why", "no longer licensed");

        assertThat(serai(0, "status")).doesNotContainPattern("lrs +4").endsWith("Removed, with nothing pending: lrs\n");
        assertThat(JSON.readTree(serai(0, "status", "--json")).path("destinations").path("lrs").path("state").asText())
                .isEqualTo("removed");
    }

    @Test
    void tellsTheStatusThoughTheRoutesCanNotBeRead() throws IOException {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        Files.writeString(routes.resolve("broken.camel.yaml"), "- route: [");
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:" + routes);

        assertThat(serai(0, "status")).containsPattern("lrs +nothing runs");
        serai(1, "destinations", "drop", "lrs", "--why", "x");
        assertThat(error).contains("broken.camel.yaml:1: ").hasLineCount(1);
    }

    private static LearningRecord ofType(String type) {
        LearningRecord record = completion(type);
        return new LearningRecord(record.schemaVersion(), record.id(), record.source(), record.platform(), type,
                type, record.occurredAt(), record.occurredAsSent(), record.receivedAt(), record.learner(), record.activity(),
                record.result(), record.marks(),
                record.raw());
    }
}
