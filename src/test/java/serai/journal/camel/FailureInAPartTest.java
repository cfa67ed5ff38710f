package serai.journal.camel;

import org.apache.camel.Processor;
import org.apache.camel.TypeConversionException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A failure in a part of what a route does: its class is that of the attempt. */
class FailureInAPartTest extends FailingSteps {

    @ParameterizedTest
    @CsvSource({"400,refused", "404,misconfigured"})
    void theClassOfAFailureInAPartIsTheAttempts(int status, String failure) throws Exception {
        Processor fails = exchange -> {
            if (exchange.getMessage().getBody(LearningRecord.class).learner().id().equals("ben") && broken.get()) {
                throw new HttpOperationFailedException("http://hr.example.org", status, "", null, Map.of(), "no");
            }
        };
        start("""
                - split:
                    expression:
                      simple:
                        expression: "${body}"
                    steps:
                      - process:
                          ref: fails
                """, "fails", fails);

        if (failure.equals("refused")) {
            serai.untilBalance(2, 1, 0, 1);
        } else {
            serai.untilStopped(FailureClass.MISCONFIGURED);
        }
    }

    @Test
    void aTranslatorThatThrowsForOneTypeStopsWithinTenRecordsAndGoesOnOnceMended() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        Processor translate = exchange -> {
            if (exchange.getMessage().getHeader("type").equals("LOGGED_IN") && broken.get()) {
                if (exchange.getMessage().getBody(List.class).size() == 1) {
                    refused.incrementAndGet();
                }
                throw new TypeConversionException("a record", String.class, new NullPointerException());
            }
        };
        LearningRecord[] records = IntStream.range(0, 60).mapToObj(i -> i % 2 == 0
                ? Records.login("learner-" + i) : Records.completion("learner-" + i)).toArray(LearningRecord[]::new);
        serai = new OneDestination("hr", folder).with("serai.retry.stopped.ms", 60_000)
                .with("serai.retry.delay.max.ms", 60_000).withStep("translate").holding(records).start("translate", translate);

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(refused).hasValueLessThanOrEqualTo(10);
        assertThat(serai.balance().deadLettered()).isZero();
        assertThat(serai.balance().pending()).isGreaterThanOrEqualTo(30);

        broken.set(false);
        serai.resume();

        serai.untilBalance(60, 60, 0, 0);
        assertThat(serai.balance()).isEqualTo(new Balance(60, 60, 0, 0, 0));
    }
}
