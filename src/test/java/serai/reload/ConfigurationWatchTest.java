package serai.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.reload.ReloadOutcome.Result;
import serai.testkit.CommandRun;
import serai.testkit.Logged;
import serai.testkit.PrivateFolder;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who has an edited configuration taken over: {@code ./serai reload}, or whoever saves the file. */
class ConfigurationWatchTest {

    private ReloadedSerai serai;

    @BeforeEach
    void prepare(@TempDir Path folder) throws Exception {
        serai = new ReloadedSerai(folder).withSettingsFile().with("serai.mct.enabled", "false");
        System.setProperty("serai.data", folder.resolve("data").toString());
        System.setProperty("serai.routes", "file:" + serai.routes());
    }

    @AfterEach
    void stop() {
        System.clearProperty("serai.data");
        System.clearProperty("serai.routes");
        serai.close();
    }

    private Result last() {
        return serai.runtime().reload().last().result();
    }

    @Test
    void theCommandTellsWhatWasExchangedOrWhyNothingWas() throws Exception {
        assertThat(CommandRun.of(1, "reload").error()).contains("no Serai runs on the data folder", "./serai run");
        serai.start();
        assertThat(CommandRun.of(0, "reload").out()).startsWith("Nothing has changed since the start at ");

        serai.edit("router", "journal:archive,warehouse,lrs", "journal:archive,warehouse,lsr");
        assertThat(last()).as("without the setting nobody looks at files").isEqualTo(Result.UNCHANGED);
        CommandRun broken = CommandRun.of(1, "reload");
        assertThat(broken.out()).hasLineCount(1).contains("router.camel.yaml:19:28: route router sends to 'lsr'");
        assertThat(broken.error()).contains("serai: refused; the configuration of ", " stays in use");
        assertThat(CommandRun.of(0, "status").out()).startsWith("Refused: the edited configuration, at ")
                .contains("stays in use: ", "route router sends to 'lsr'");
        JsonNode status = JsonMapper.builder().build().readTree(CommandRun.of(0, "status", "--json").out());
        assertThat(status.at("/serai/configuration/errors/0").asText()).contains("route router sends to 'lsr'");

        serai.edit("router", "journal:archive,warehouse,lsr", "journal:archive");
        assertThat(CommandRun.of(0, "reload").out()).startsWith("Reloaded: exchanged %s%n".formatted(serai.file("router")))
                .contains("warning: ", "no route sends to journal:warehouse");
        assertThat(CommandRun.of(0, "status").out()).doesNotContain("Refused");
        assertThat(serai.post(1).statusCode()).isEqualTo(202);
        assertThat(serai.balances()).containsOnlyKeys("archive");
    }

    @Test
    void aSavedEditIsTakenOverByItselfAndABrokenOneAgainOnceItIsMended() throws Exception {
        serai.with("serai.reload", "true").with("serai.reload.settle.ms", "100").start();
        serai.edit("router", "journal:archive,warehouse,lrs", "journal:archive,warehouse,lsr");
        await().atMost(30, SECONDS).until(() -> last() == Result.REFUSED);

        serai.edit("router", "journal:archive,warehouse,lsr", "journal:archive");

        await().atMost(30, SECONDS).until(() -> last() == Result.RELOADED);
        Files.writeString(serai.routes().resolve("sql/sqlite/logged_in.sql"), "\n-- mine\n", StandardOpenOption.APPEND);
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(serai.runtime().reload().last().told()).singleElement().asString()
                        .contains("destination-warehouse.camel.yaml"));
        serai.set("serai.lrs.batch.size", "23");
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(serai.runtime().reload().last().told()).singleElement().asString()
                        .contains("settings serai.lrs.batch.size"));
        assertThat(serai.post(1).statusCode()).isEqualTo(202);
    }

    @Test
    void severalRequestsAtOnceAreAllAnswered() throws Exception {
        serai.start();
        serai.edit("router", "journal:archive,warehouse,lrs", "journal:archive");
        Path data = serai.routes().resolveSibling("data");
        List<ReloadRequest> requests = IntStream.range(0, 20).mapToObj(number -> new ReloadRequest(data)).toList();
        for (ReloadRequest request : requests) {
            request.make();
        }

        List<ReloadOutcome> answers = new ArrayList<>();
        for (ReloadRequest request : requests) {
            await().atMost(30, SECONDS).until(() -> request.answer().map(answers::add).orElse(false));
        }

        assertThat(answers).extracting(ReloadOutcome::result).contains(Result.RELOADED)
                .isSubsetOf(Result.RELOADED, Result.UNCHANGED);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.told()).containsExactly("exchanged " + serai.file("router")));
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.startsWith("reload."));
        }
    }

    @Test
    void anAnswerThatNobodyTakesIsKeptForAWhileOnly() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-11-29T10:00:00Z"));
        serai.start(clock);
        Path data = serai.routes().resolveSibling("data");
        for (int i = 0; i < 3; i++) {
            new ReloadRequest(data).make(); // and whoever has asked is killed
        }
        await().atMost(30, SECONDS).until(() -> answers(data) == 3);
        clock.turn(Duration.ofMinutes(9));
        ReloadRequest late = new ReloadRequest(data);
        late.make();
        await().atMost(30, SECONDS).until(() -> answers(data) == 4);

        clock.turn(Duration.ofMinutes(2));

        await().atMost(30, SECONDS).until(() -> answers(data) == 1);
        assertThat(late.answer()).isPresent();
    }

    private static long answers(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.getFileName().toString().startsWith("reload.answer.")).count();
        }
    }

    @Test
    void aStartDeletesWhatRequestsOfBeforeHaveLeft() throws Exception {
        Path data = PrivateFolder.make(serai.routes().resolveSibling("data"));
        List<String> left = List.of("reload.request.1", "reload.answer.2", "reload.3", "new.reload.answer.4");
        for (String name : left) {
            Files.writeString(data.resolve(name), "");
        }

        serai.start();

        assertThat(left).noneMatch(name -> Files.exists(data.resolve(name)));
    }

    @Test
    void whatTheWatchTookAMomentBeforeIsToldWithItsWarnings() throws Exception {
        serai.with("serai.reload", "true").with("serai.reload.settle.ms", "100").start();
        try (Logged logged = new Logged()) {
            serai.edit("router", "journal:archive,warehouse,lrs", "journal:archive,warehouse");
            await().atMost(30, SECONDS).until(() -> last() == Result.RELOADED);

            assertThat(CommandRun.of(0, "reload").out()).hasLineCount(2)
                    .startsWith("Nothing has changed since %s, when this was reloaded: exchanged %s%n"
                            .formatted(serai.runtime().reload().last().since(), serai.file("router")))
                    .contains("warning: ", "destination-lrs.camel.yaml:", "no route sends to journal:lrs");
            assertThat(logged.lines()).filteredOn(line -> line.contains("no route sends to journal:lrs")).hasSize(1);
        }
    }
}
