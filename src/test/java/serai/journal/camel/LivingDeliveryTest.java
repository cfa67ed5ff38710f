package serai.journal.camel;

import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.journal.Balance;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.nio.file.Path;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever a destination's route does to its thread, the delivery goes on. */
class LivingDeliveryTest {

    @TempDir
    private Path folder;

    private static Stream<Error> errors() {
        return Stream.of(new OutOfMemoryError("Java heap space"), new StackOverflowError(),
                new NoClassDefFoundError("com/example/Gone"),
                new UnsatisfiedLinkError("none"), new AssertionError("no"), new ServiceConfigurationError("none"),
                new InternalError(),
                new Error("of somebody's own"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void goesOnAfterAnyError(Error error) throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Processor step = exchange -> {
            if (attempts.incrementAndGet() <= 2) {
                throw error;
            }
        };
        try (OneDestination serai = new OneDestination("hr", folder).withStep("step").start("step", step)) {
            serai.append(Records.completion("anna"));

            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.balance()).isEqualTo(new Balance(1, 1, 0, 0, 0)));
            serai.append(Records.completion("ben"));
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.balance()).isEqualTo(new Balance(2, 2, 0, 0, 0)));
        }
    }

    @Test
    void goesOnAfterAnInterruptThatAStepHasLeftBehind() throws Exception {
        Processor step = exchange -> Thread.currentThread().interrupt();
        try (OneDestination serai = new OneDestination("hr", folder).withStep("step").start("step", step)) {
            for (int i = 1; i <= 3; i++) {
                serai.append(Records.completion("learner-" + i));
                long count = i;
                await().atMost(30, SECONDS)
                        .untilAsserted(() -> assertThat(serai.balance()).isEqualTo(new Balance(count, count, 0, 0, 0)));
            }
        }
    }
}
