package serai.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.FailureClass;
import serai.testkit.Logged;
import serai.testkit.OneDestination;
import serai.testkit.http.HttpSink;
import serai.testkit.http.SelfSigned;
import serai.testkit.mail.SmtpServer;

import java.nio.file.Path;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The routes of docs/alerts, each against a stand-in for the other side. */
class AlertRoutesTest {

    private static final String STOPPED = "Serai: destination hr has stopped: misconfigured";

    private static JsonNode json(HttpSink sink, int number) throws Exception {
        return new JsonMapper().readTree(sink.taken().get(number).body());
    }

    @Test
    void tellWhatBeginsAndWhatIsOverAndDisturbNoDelivery(@TempDir Path folder) throws Exception {
        try (HttpSink hr = new HttpSink();
                HttpSink slack = new HttpSink();
                HttpSink teams = new HttpSink();
                HttpSink pagerduty = new HttpSink();
                Logged log = new Logged();
                SmtpServer mail = new SmtpServer(new SelfSigned(folder, "known", "EC"), false, false);
                OneDestination serai = new OneDestination("hr", folder.resolve("serai"))) {
            serai.withSteps("""
                    - transformDataType:
                        toType: json:lines
                    - to:
                        uri: http
                        parameters:
                          httpUri: "%s"
                          httpMethod: POST
                    """.formatted(hr.url()))
                    .withAlerts("slack").with("serai.alerts.slack.url", slack.url())
                    .withAlerts("teams").with("serai.alerts.teams.url", teams.url())
                    .withAlerts("pagerduty").with("serai.alerts.pagerduty.url", pagerduty.url())
                    .with("serai.alerts.pagerduty.routing.key", "R0UT1NG")
                    .withAlerts("mail").with("serai.alerts.mail.host", "127.0.0.1").with("serai.alerts.mail.port", mail.port())
                    .with("serai.alerts.mail.tls", "none").with("serai.alerts.mail.from", "serai@example.org")
                    .with("serai.alerts.mail.to", "ops@example.org").with("serai.alerts.mail.username", SmtpServer.USER)
                    .with("serai.alerts.mail.password", SmtpServer.PASSWORD)
                    .with("serai.alerts.begin.ms", 0).with("serai.alerts.end.ms", 0).with("serai.alerts.look.ms", 50)
                    .with("serai.retry.stopped.ms", 50);
            hr.answersAlways(404);
            slack.answersAlways(500);
            serai.start();
            serai.append("anna");
            serai.untilStopped(FailureClass.MISCONFIGURED);

            await().atMost(60, SECONDS).untilAsserted(() -> assertThat(List.of(teams.taken(), pagerduty.taken(), mail.mails))
                    .allSatisfy(told -> assertThat(told).hasSize(1)));
            JsonNode card = json(teams, 0).at("/attachments/0/content");
            assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
            assertThat(card.at("/body/0/text").asText()).startsWith(STOPPED);
            assertThat(card.at("/body/1/text").asText()).contains("destinations resume hr");
            JsonNode incident = json(pagerduty, 0);
            assertThat(incident.path("routing_key").asText()).isEqualTo("R0UT1NG");
            assertThat(incident.path("event_action").asText()).isEqualTo("trigger");
            assertThat(incident.path("dedup_key").asText()).isEqualTo("serai/destination-stopped/hr");
            assertThat(incident.at("/payload/severity").asText()).isEqualTo("critical");
            assertThat(pagerduty.taken().get(0).headers()).as("the key goes in the body alone").doesNotContainKey("Routingkey");
            MimeMessage text = mail.mails.get(0);
            assertThat(text.getSubject()).startsWith(STOPPED);
            assertThat(text.getContent().toString()).contains("1 records wait", "destinations resume hr");

            await().atMost(60, SECONDS).untilAsserted(() -> assertThat(log.lines()
                    .filter(line -> line.contains("An alert can't be sent by alerts-slack (it was answered 500)"))).hasSize(1));
            assertThat(slack.taken()).isEmpty();
            slack.answersAlways(200);
            hr.answersAlways(200);
            serai.untilDelivered(1);

            await().atMost(60, SECONDS).untilAsserted(() -> assertThat(List.of(teams.taken(), pagerduty.taken(), mail.mails))
                    .allSatisfy(told -> assertThat(told).hasSize(2)));
            assertThat(json(pagerduty, 1).path("event_action").asText()).isEqualTo("resolve");
            assertThat(json(pagerduty, 1).path("dedup_key")).isEqualTo(incident.path("dedup_key"));
            assertThat(mail.mails.get(1).getSubject()).isEqualTo("Serai: over: destination stopped of hr");
            await().atMost(60, SECONDS).untilAsserted(() -> assertThat(slack.taken()).isNotEmpty());
            assertThat(slack.taken().get(slack.taken().size() - 1).body()).contains("\"text\":\"Serai: over: ");
            assertThat(log.lines().filter(line -> line.contains(slack.url()))).as("whoever knows the address can post").isEmpty();
        }
    }
}
