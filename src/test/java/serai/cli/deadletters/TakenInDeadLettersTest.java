package serai.cli.deadletters;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.WorkedExampleTest;
import serai.journal.Balance;
import serai.journal.SourceCounts;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.settings.known.JournalSetting;
import serai.settings.known.MctSetting;
import serai.settings.known.RuntimeSetting;
import serai.testkit.EmbeddedSerai;
import serai.testkit.PrivateFolder;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How what stands in the broker's dead-letter sub-queue comes in after all. */
class TakenInDeadLettersTest extends DeadLettersAtBroker {

    @Test
    void takesThemInBesideASeraiThatRunsAndLeavesWhatStillCanNotBeRead() throws Exception {
        deadLetter("x", "y", events.toArray(String[]::new));
        deadLetter("x", "y", "no event");
        serai.start();

        assertThat(retry("--all", "--dry-run")).isEqualTo("""
                7 would be taken in; 1 would stay at the broker
                8: line 1, column 1: this isn't JSON, or names a property twice; send the event again as one JSON object in UTF-8, with each property once
                """);
        assertThat(retry("--all"))
                .startsWith("7 kept, 0 known already, 0 known with other content, 0 filtered; 1 left at the broker\n8: line 1, "
                        + "column ");

        serai.untilDelivered(7);
        assertThat(serai.http().lrs().statements()).hasSize(7);
        assertThat(atBroker()).extracting(EntityCounts::active, EntityCounts::locked, EntityCounts::completed)
                .containsExactly(1, 0, 7L);
        serai(1, "dead-letters", "retry", "--from", "broker", "--all");
        assertThat(error).isEqualTo("serai: no message could be taken in; see the reasons above\n");
    }

    @Test
    void theNextRunDeliversWhatIsTakenInWhileNothingRuns() throws Exception {
        serai.start();
        serai.stop();
        deadLetter("x", "y", events.get(0), events.get(1));

        assertThat(retry("2")).startsWith("1 kept").contains("; 0 left");

        assertThat(list().lines()).hasSize(2);
        assertThat(atBroker().locked()).as("what was not asked for is given back").isZero();
        serai.start();
        serai.untilDelivered(1);
    }

    @Test
    void whatWasKeptAlreadyIsADuplicateAndCompleted() throws Exception {
        deadLetter("x", "y", events.get(0), events.get(1));
        serai.start();
        serai.publish(events.get(1));
        serai.untilDelivered(1);
        serai.namespace().refuseNextSettlements(DEAD_LETTERS, 1);

        assertThat(retry("--all"))
                .isEqualTo("1 kept, 1 known already, 0 known with other content, 0 filtered; 0 left at the broker\n");

        serai.untilDelivered(2);
        assertThat(serai.journal().sources()).containsEntry("mct", new SourceCounts(2, 1, 0, 0));
        assertThat(atBroker().active() + atBroker().locked()).isZero();
    }

    @Test
    void whatIsSwitchedOffIsLeftOutAndCounted() throws Exception {
        deadLetter("x", "y", events.get(0));
        serai.start();
        set(MctSetting.EVENTS_LOGIN, "false");

        assertThat(retry("1")).startsWith("0 kept, 0 known already, 0 known with other content, 1 filtered; 0 left");

        assertThat(serai.journal().sources()).containsEntry("mct", new SourceCounts(0, 0, 0, 0, 1));
    }

    @Test
    void nothingIsTakenWhileTheJournalCanNotKeepIt() throws Exception {
        deadLetter("x", "y", events.get(0));
        serai.start();
        set(JournalSetting.MAX_BYTES, "1");

        assertThat(serai(1, "dead-letters", "retry", "--from", "broker", "--all")).startsWith("0 kept");

        assertThat(error).contains("its bound is 1 (serai.journal.max.bytes)").hasLineCount(1);
        assertThat(atBroker().active()).isOne();
        set(JournalSetting.MAX_BYTES, "0");
        set(MctSetting.SOURCE, "other");
        serai(1, "dead-letters", "retry", "--from", "broker", "--all");
        assertThat(error).startsWith("serai: serai.mct.source=other: this journal was created with 'mct'").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-1", "66,67"})
    void aPercentageThatCanNotBeReadIsMendedAndTakenIn(String percentage) throws Exception {
        serai.start();
        serai.publish(events.get(4).replaceFirst("\"ExamPercentage\" *: *\"[^\"]*\"", "\"ExamPercentage\": \"" + percentage + '"'));
        await().atMost(30, SECONDS).until(() -> atBroker().active() == 1);

        serai(1, "dead-letters", "edit", "--from", "broker", "1", "--editor", "sed -i 's/LastName/Surname/'");
        assertThat(error).contains("Nothing is taken in; your text is in ");
        Files.delete(folder.resolve("data/edit-broker-1.json"));
        assertThat(atBroker().completed()).isZero();
        assertThat(serai(0, "dead-letters", "edit", "--from", "broker", "1", "--editor", "true")).startsWith("Nothing was changed");
        assertThat(serai(0, "dead-letters", "edit", "--from", "broker", "1", "--editor",
                "sed -i 's/\"" + percentage + "\"/\"66.67\"/'"))
                .startsWith("1 kept");

        serai.untilDelivered(1);
        assertThat(atBroker().completed()).isOne();
        assertThat(atBroker().active()).isZero();
    }

    @Test
    void aBodyThatTheWebhookHasRefusedIsMendedAndTakenIn() throws Exception {
        serai.start();
        String event = EmbeddedSerai.resource("praesidium-course-completed.json");
        assertThat(serai.post(event.replace("2018-03-01", "01.03.2018")).statusCode()).isEqualTo(400);
        await().atMost(30, SECONDS).untilAsserted(
                () -> assertThat(serai(0, "dead-letters", "list", "--from", "webhook")).contains("praesidium-rejected-1"));

        serai(1, "dead-letters", "retry", "praesidium-rejected-1");
        assertThat(error).startsWith("serai: praesidium-rejected-1: /event_timestamp isn't a time");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.json"), event);
        serai(1, "dead-letters", "edit", "praesidium-rejected-1", "--editor", "ln -sf " + elsewhere);
        assertThat(error).contains("edit-praesidium-rejected-1.json is a symbolic link, which Serai does not follow");
        Files.delete(folder.resolve("data/edit-praesidium-rejected-1.json"));
        assertThat(serai(0, "dead-letters", "edit", "praesidium-rejected-1", "--editor", "sed -i s/01.03.2018/2018-03-01/"))
                .isEqualTo("praesidium-rejected-1: kept\n");

        serai.untilDelivered(1);
        assertThat(serai(0, "dead-letters", "list", "--from", "webhook")).doesNotContain("rejected-1");
        assertThat(serai.post(event).statusCode()).isEqualTo(202);
        assertThat(serai.journal().sources()).containsEntry("praesidium", new SourceCounts(1, 1, 0, 1));
    }

    @Test
    void whatARouterTookNothingOfIsTakenInOnceItIsMended() throws Exception {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        WorkedExampleTest.copy(Path.of("routes"), routes);
        String router = Files.readString(routes.resolve("router.camel.yaml"));
        Files.writeString(routes.resolve("router.camel.yaml"), router.replace("journal:archive,warehouse,lrs", "log:nothing"));
        set(RuntimeSetting.ROUTES, "file:" + routes);
        serai.start();
        assertThat(serai.post(EmbeddedSerai.resource("praesidium-course-completed.json")).statusCode()).isEqualTo(503);
        serai.publish(events.get(0));
        await().atMost(30, SECONDS).until(() -> atBroker().active() == 1);
        assertThat(serai(0, "status")).contains("Not acknowledged: 1 event of praesidium of type COURSE_COMPLETED")
                .contains("route router neither names a destination");
        serai(1, "dead-letters", "retry", "--from", "broker", "--all");
        assertThat(atBroker().active()).as("it is not completed for having come to nothing").isOne();
        serai.stop();
        Files.writeString(routes.resolve("router.camel.yaml"), router);
        serai.start();

        assertThat(retry("--all")).startsWith("1 kept");
        assertThat(serai(0, "dead-letters", "retry", "praesidium-rejected-1")).isEqualTo("praesidium-rejected-1: kept\n");

        assertThat(serai(0, "status")).doesNotContain("Not acknowledged");
        serai.untilDelivered(2);
    }

    @Test
    void killedInTheMiddleItLosesAndDoublesNothing() throws Exception {
        int count = 150;
        deadLetter("x", "y", IntStream.range(0, count).mapToObj(i -> events.get(0).replace("13273", "" + (1_000_000 + i)))
                .toArray(String[]::new));
        serai.start();
        SeraiFolder beside = new SeraiFolder(PrivateFolder.make(folder.resolve("beside")))
                .with("serai.data", folder.resolve("data").toString())
                .with("serai.servicebus.connection", serai.namespace().connectionString())
                .with("serai.servicebus.watchdog.answer.max.ms", "3000").with("serai.mct.redraw.window.hours", "0");

        try (SeraiProcess retry = beside.start("dead-letters", "retry", "--from", "broker", "--all")) {
            await().atMost(60, SECONDS).pollInterval(Duration.ofMillis(5)).until(() -> atBroker().completed() > count / 5);
            retry.kill();
        }
        assertThat(atBroker().completed()).isLessThan(count);
        serai.namespace().expireLocks(DEAD_LETTERS);
        retry("--all");

        serai.untilDelivered(count);
        assertThat(serai.http().lrs().statements()).hasSize(count);
        assertThat(serai.journal().balances()).containsEntry("warehouse", new Balance(count, count, 0, 0, 0));
        assertThat(atBroker().active() + atBroker().locked()).isZero();
    }
}
