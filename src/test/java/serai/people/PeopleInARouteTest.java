package serai.people;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.delivery.page.RefusedRuns;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.people.PersonLink;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.settings.known.PeopleSetting;
import serai.settings.known.RuntimeSetting;
import serai.testkit.CommandRun;
import serai.testkit.Logged;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A destination whose route asks whose each record is, from the file of people to what it is sent. */
class PeopleInARouteTest {

    @TempDir
    private Path folder;
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private final Processor sink = exchange -> exchange.getMessage().getBody(String.class).lines()
            .map(line -> CanonicalJson.read(line)).forEach(one -> sent.add("%s %s %s v%s".formatted(one.learner().id(),
                    one.learner().person(), one.learner().matchedBy(), one.schemaVersion())));

    private OneDestination serai(boolean require) throws Exception {
        return serai(require, "plain");
    }

    private OneDestination serai(boolean require, String privacy) throws Exception {
        people("id,email,first_name,last_name", "E-1,ben@example.org,Ben,Diaz");
        return new OneDestination("hr", folder).withRoute("destination-hr.camel.yaml", """
                - beans:
                    - name: hrPerson
                      type: serai.people.PersonEnricher
                      properties:
                        require: "%s"
                - route:
                    id: destination-hr
                    description: A user's own
                    routeConfigurationId: delivery
                    from:
                      uri: journal:hr
                      steps:
                        - process:
                            id: person
                            ref: hrPerson
                        - transformDataType:
                            id: lines
                            toType: json:lines
                        - process:
                            id: send
                            ref: sink
                """.formatted(require)).with("serai.people", folder.resolve("people.csv")).with("serai.people.refresh.seconds", "1")
                .with("serai.people.shrink.max.percent", "50").with("serai.privacy.default", privacy)
                .with("serai.privacy.key", "0123456789abcdef0123456789abcdef").start("sink", sink);
    }

    private void people(String... lines) throws IOException {
        Path fresh = Files.write(folder.resolve("people.new"), List.of(lines));
        Files.move(fresh, folder.resolve("people.csv"), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aCommandReleasesWhatWaitsWhereTheRouteAsksNoMore() throws Exception {
        try (OneDestination serai = serai(true)) {
            serai.append("anna");
            serai.untilBalance(1, 0, 1, 0);
            serai.stop();
            serai.withRoute("destination-hr.camel.yaml", """
                    - route:
                        id: destination-hr
                        description: A user's own
                        routeConfigurationId: delivery
                        from:
                          uri: journal:hr
                          steps:
                            - transformDataType:
                                id: lines
                                toType: json:lines
                            - process:
                                id: send
                                ref: sink
                    """).start("sink", sink);
            System.setProperty(RuntimeSetting.DATA.key(), serai.data().toString());

            assertThat(CommandRun.of(1, "people", "release", "crm", "--why", "its route asks no more").error()).contains("crm");
            assertThat(CommandRun.of(0, "people", "release", "hr", "--why", "its route asks no more").out())
                    .isEqualTo("1 records will be sent to hr\n");

            serai.untilBalance(1, 1, 0, 0);
            assertThat(sent).containsExactly("anna null null v1");
            assertThat(CommandRun.of(0, "audit").out()).contains("its route asks no more");
        } finally {
            System.clearProperty(RuntimeSetting.DATA.key());
        }
    }

    private static PersonLink link(String learner, String person) {
        return new PersonLink(Platform.MCT, learner, person, Instant.EPOCH);
    }

    @Test
    void holdsWhoIsNotKnownUntilTheFileOrAnOperatorKnowsThem() throws Exception {
        try (OneDestination serai = serai(true)) {
            serai.append("anna", "ben", "cleo");

            serai.untilBalance(3, 1, 2, 0);
            assertThat(serai.journal().destinations().get(0).unmatched()).isEqualTo(2);
            assertThat(sent).containsExactly("ben E-1 EMAIL v2");

            people("id,email,first_name,last_name", "E-1,ben@example.org,Ben,Diaz", "E-2,Anna@Example.org,Anna,Ångström");
            serai.untilBalance(3, 2, 1, 0);
            try (JournalOperations operations = serai.operations()) {
                operations.links().link(List.of(link("cleo", "E-2")), "asked her");
                serai.untilBalance(3, 3, 0, 0);
                assertThat(sent).containsExactly("ben E-1 EMAIL v2", "anna E-2 EMAIL v2", "cleo E-2 LINK v2");

                // It was somebody else: what was sent is sent again, corrected.
                operations.links().link(List.of(link("cleo", "E-3")), "it was her sister");
                assertThat(operations.unmatched().sendAgain("hr", Platform.MCT, "cleo", operations.search().numbers("cleo"),
                        "it was her sister")).isEqualTo(1);
                await().atMost(30, SECONDS).untilAsserted(() -> assertThat(sent).hasSize(4));
                assertThat(sent).contains("cleo E-3 LINK v2");
                assertThat(serai.balance()).isEqualTo(new Balance(3, 3, 0, 0, 0));
            }
        }
    }

    @Test
    void commandsTellWhoWaitsAndWhoTheyCouldBeAndLinkThem() throws Exception {
        try (OneDestination serai = serai(true)) {
            people("id,email,first_name,last_name", "E-1,ben@example.org,Ben,Diaz", "E-4,ana@example.org,Anna,Ångström");
            serai.append("anna", "ben");
            serai.untilBalance(2, 1, 1, 0);
            System.setProperty(RuntimeSetting.DATA.key(), serai.data().toString());
            System.setProperty(PeopleSetting.FILE.key(), folder.resolve("people.csv").toString());

            assertThat(CommandRun.of(0, "people", "unmatched").out()).contains("mct:anna", "hr",
                    "E-4 (same name, address one letter off)", "1 records of 1 learners wait").doesNotContain("@", "Ångström");
            assertThat(CommandRun.of(0, "people", "unmatched", "--json").out()).contains("anna@example.org");
            CommandRun limited = CommandRun.of(0, "people", "unmatched", "--json", "--limit", "0");
            assertThat(limited.out()).contains("\"leftOff\" : 1").doesNotContain("anna");
            System.setProperty(PeopleSetting.FILE.key(), folder.resolve("none.csv").toString());
            CommandRun unread = CommandRun.of(0, "people", "unmatched");
            assertThat(unread.out()).contains("mct:anna", "1 records of 1 learners wait");
            assertThat(unread.error()).contains("can't be read").hasLineCount(1);
            System.setProperty(PeopleSetting.FILE.key(), folder.resolve("people.csv").toString());
            assertThat(CommandRun.of(0, "status").out()).contains("unmatched").doesNotContain("@");
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(CommandRun.of(0, "status").out())
                    .contains("People: 2, read at "));
            assertThat(CommandRun.of(1, "people", "link", "mct:anna", "E-5", "--why", "typed wrong").error())
                    .contains("has no person 'E-5'");
            assertThat(CommandRun.of(1, "people", "link", "anna", "E-4", "--why", "typed wrong").error())
                    .contains("is not a learner's name");

            CommandRun.of(0, "people", "link", "mct:anna", "E-1", "--why", "he said so");
            serai.untilBalance(2, 2, 0, 0);
            assertThat(sent).contains("anna E-1 LINK v2");
            assertThat(CommandRun.of(0, "people", "link", "mct:anna", "E-4", "--why", "it was her", "--send-again", "hr").out())
                    .contains("mct:anna is E-4", "1 of its records will be sent to hr again");
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(sent).contains("anna E-4 LINK v2"));

            String exported = CommandRun.of(0, "people", "export").out();
            assertThat(exported.lines()).containsExactly("learner,person", "mct:anna,E-4");
            CommandRun.of(0, "people", "unlink", "mct:anna", "--why", "to try");
            assertThat(CommandRun.of(1, "people", "unlink", "mct:anna", "--why", "to try").error()).contains("is linked to nobody");
            Path file = Files.writeString(folder.resolve("links.csv"), exported);
            assertThat(CommandRun.of(0, "people", "import", file.toString(), "--why", "back").out())
                    .contains("1 read, 1 new or changed");
            assertThat(CommandRun.of(0, "audit").out()).contains("link", "unlink", "send-again", "mct:anna", "it was her")
                    .doesNotContain("E-4");
            assertThat(serai.balance()).isEqualTo(new Balance(2, 2, 0, 0, 0));
            people("id,email", "E-1,ben@example.org", "E-2,ben@example.org");
            assertThat(CommandRun.of(0, "check").out()).contains("people.csv:3: warning: an address belongs to the person in line")
                    .doesNotContain("@");
        } finally {
            System.clearProperty(RuntimeSetting.DATA.key());
            System.clearProperty(PeopleSetting.FILE.key());
        }
    }

    @Test
    void passesOnWhoIsNotKnownWhereTheRouteDoesNotAskForThem() throws Exception {
        try (OneDestination serai = serai(false)) {
            serai.append("anna", "ben");

            serai.untilDelivered(2);
            assertThat(sent).containsExactlyInAnyOrder("anna null null v1", "ben E-1 EMAIL v2");
        }
    }

    /** No person can be found for it. */
    @Test
    void refusesWhatNamesNoLearnerAndLetsOthersFlow() throws Exception {
        try (OneDestination serai = serai(true)) {
            serai.append(withoutLearner("nobody"), Records.completion("anna"), Records.completion("ben"));

            serai.untilBalance(3, 1, 1, 1);
            try (JournalOperations operations = serai.operations()) {
                assertThat(operations.deadLetters().get(new DeadLetterId(Content.RECORD, "hr", 1)).reason())
                        .contains("it names no learner").doesNotContain("nobody@");
            }
        }
    }

    /** More of them in a row than the refusals that stop a destination. */
    @Test
    void isNotStoppedByManyThatNameNoLearner() throws Exception {
        try (OneDestination serai = serai(true)) {
            for (int i = 0; i <= RefusedRuns.STOPS_AT; i++) {
                serai.append(withoutLearner("nobody" + i));
            }
            serai.append("ben");

            serai.untilBalance(12, 1, 0, 11);
            assertThat(sent).containsExactly("ben E-1 EMAIL v2");
            assertThat(serai.state().stopped()).isNull();
        }
    }

    private static LearningRecord withoutLearner(String learner) throws IOException {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(CanonicalJson.write(Records.completion(learner)));
        json.remove("learner");
        return CanonicalJson.read(json.toString()).withRaw(Payload.of(new byte[]{1}));
    }

    /** It has neither address nor id; what waits is the journal's record, and not the copy that has another id. */
    @Test
    void findsPeopleByWhatTheDestinationMayNotCarry() throws Exception {
        try (OneDestination serai = serai(true, "pseudonym")) {
            serai.append("anna", "ben");

            serai.untilBalance(2, 1, 1, 0);
            assertThat(serai.journal().destinations().get(0).unmatched()).isEqualTo(1);
            assertThat(sent).singleElement().asString()
                    .isEqualTo("dd4d071fccd106d634e22e83c75ccbea359af3c567e9b740bf982660f46799eb null null v1");
        }
    }

    @Test
    void tellsByHealthAndLogThatTheFileIsGoneAndNamesNobody() throws Exception {
        try (OneDestination serai = serai(true); Logged log = new Logged()) {
            serai.append("ben");
            serai.untilDelivered(1);

            Files.delete(folder.resolve("people.csv"));
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(HealthCheckHelper.invoke(serai.context()))
                    .anySatisfy(result -> {
                        assertThat(result.getCheck().getId()).isEqualTo("people");
                        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
                        assertThat(result.getMessage().orElse("")).contains("is not there").doesNotContain("E-1", "@");
                    }));
            assertThat(HealthCheckHelper.invokeReadiness(serai.context()))
                    .noneMatch(one -> one.getCheck().getId().equals("people"));
            serai.append(Records.login("ben"));
            serai.untilDelivered(2);
            assertThat(log.lines()).anyMatch(line -> line.contains("the 1 people read at")).noneMatch(line -> line.contains("E-1"));
        }
    }
}
