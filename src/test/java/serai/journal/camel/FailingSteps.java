package serai.journal.camel;

import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.OneDestination;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

/** A destination whose steps fail until they are mended. */
abstract class FailingSteps {

    @TempDir
    Path folder;
    OneDestination serai;
    final AtomicBoolean broken = new AtomicBoolean(true);
    final AtomicInteger calls = new AtomicInteger();
    final Processor send = exchange -> {
        calls.incrementAndGet();
        if (broken.get()) {
            throw new HttpOperationFailedException("http://hr.example.org", 503, "", null, Map.of(), "");
        }
    };

    @AfterEach
    void stop() {
        serai.close();
    }

    void start(String steps, Object... beans) throws Exception {
        Object[] all = Stream.concat(Stream.of("send", send), Stream.of(beans)).toArray();
        serai = new OneDestination("hr", folder).withSteps(steps).withRoute("others.camel.yaml", """
                - route:
                    id: segment
                    description: A segment that several routes share
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:segment
                      steps:
                        - process:
                            ref: send
                """).holding("anna", "ben").start(all);
    }

    void untilItFails() {
        await().atMost(30, SECONDS).until(() -> serai.state().failures() > 0);
    }

    void nothingIsDeliveredUntilItIsMended() {
        untilItFails();
        serai.untilBalance(2, 0, 2, 0);

        broken.set(false);

        serai.untilDelivered(2);
    }
}
