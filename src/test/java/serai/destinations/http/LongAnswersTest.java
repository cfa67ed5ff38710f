package serai.destinations.http;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.journal.attempt.FailureClass;
import serai.testkit.OneDestination;
import serai.testkit.http.HttpSink;
import serai.testkit.http.LongAnswer;

import java.nio.file.Path;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Endpoints whose answers have no end, zipped or not: an attempt takes in so much of one, and its delivery lives on. */
class LongAnswersTest {

    /** The bound, and what stands in buffers between the two beside what was read. */
    private static final long BYTES = 12 << 20;

    @TempDir
    private Path folder;
    private OneDestination serai;

    @AfterEach
    void stop() {
        if (serai != null) {
            serai.close();
        }
    }

    private OneDestination lrs(String url) throws Exception {
        serai = new OneDestination("lrs", folder).with("serai.lrs.url", url).with("serai.retry.stopped.ms", 50)
                .with("serai.lrs.attempt.max.ms", 2_000);
        return serai;
    }

    @ParameterizedTest
    @EnumSource
    void aSuccessWithoutEndStopsTheDestinationWhichLivesOn(LongAnswer.Part part) throws Exception {
        try (LongAnswer endless = new LongAnswer(200, part)) {
            lrs(endless.url()).holding("anna").start();

            serai.untilStopped(FailureClass.MISCONFIGURED);
            assertThat(serai.state().failure()).contains(part.said);
            await().atMost(30, SECONDS).until(() -> endless.requests() > 1);
            assertThat(endless.mostBytesTaken()).isLessThan(BYTES);

            endless.answersRightly();
            serai.untilDelivered(1);
        }
    }

    /** Its status has come, which is what counts. */
    @ParameterizedTest
    @EnumSource(names = {"TEXT", "ZIPPED_TO_NOTHING"})
    void aRefusalWithoutEndIsARefusal(LongAnswer.Part part) throws Exception {
        try (LongAnswer endless = new LongAnswer(400, part)) {
            lrs(endless.url()).holding("anna").start();

            serai.untilBalance(1, 0, 0, 1);

            assertThat(serai.journalRows("SELECT class, status FROM aside")).containsExactly("refused|400");
            assertThat(endless.mostBytesTaken()).isLessThan(BYTES);
        }
    }

    @Test
    void aTokenWithoutEndStopsTheDestination() throws Exception {
        try (LongAnswer endless = new LongAnswer(200, LongAnswer.Part.ZIPPED); HttpSink lrs = new HttpSink()) {
            lrs(lrs.url()).with("serai.lrs.oauth2.token.url", endless.url()).with("serai.lrs.oauth2.client-id", "serai")
                    .with("serai.lrs.oauth2.client-secret", "s3cr3t").holding("anna").start();

            serai.untilStopped(FailureClass.MISCONFIGURED);

            assertThat(serai.state().failure()).contains("more than 65536 bytes");
            assertThat(endless.mostBytesTaken()).isLessThan(BYTES);
            serai.stop();
        }
    }

    /** What the store has under the id is none that we have sent. */
    @Test
    void aKnownStatementWithoutEndIsAnother() throws Exception {
        try (LongAnswer endless = new LongAnswer("GET", 200, LongAnswer.Part.TEXT)) {
            endless.answersRightly();
            lrs(endless.url()).start().append("first"); // the first page after a start is a repeat
            serai.untilDelivered(1);
            endless.answersAtLength(LongAnswer.Part.TEXT);

            serai.append("anna");

            serai.untilBalance(2, 1, 0, 1);
            assertThat(serai.journalRows("SELECT class, status FROM aside")).containsExactly("conflict|409");
            assertThat(endless.mostBytesTaken()).isLessThan(BYTES);
        }
    }

    @Test
    void whereItIsSetAnAnswerMayHaveMore() throws Exception {
        try (HttpSink lrs = new HttpSink()) {
            serai = new OneDestination("caliper", folder).with("serai.caliper.url", lrs.url()).with("serai.caliper.token", "t")
                    .with("serai.caliper.answer.max.bytes", 3 << 20);
            lrs.answers(200, "text/plain", "ok ".repeat(1 << 20));
            serai.holding("anna").start();

            serai.untilDelivered(1);
            serai.stop();
        }
    }

    /** Where nobody but Serai has endpoints, those of a user's routes too. */
    @ParameterizedTest
    @EnumSource(names = {"TEXT", "ZIPPED", "ZIPPED_TO_NOTHING", "HEADERS"})
    void anEndpointWithoutAClientOfOursHasTheBounds(LongAnswer.Part part) throws Exception {
        try (LongAnswer endless = new LongAnswer(200, part); DefaultCamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().registerEndpointCallback(new BoundedAnswers(true));
            context.start();

            Exchange exchange = context.createProducerTemplate().send(endless.url() + "?responseTimeout=2000",
                    sent -> sent.getMessage().setBody("[]"));

            assertThat(exchange.getException(AnswerTooLongException.class)).hasMessageContaining(part.said);
            assertThat(endless.mostBytesTaken()).isLessThan(BYTES);
        }
    }
}
