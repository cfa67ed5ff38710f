package serai.reload;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** Calls of a segment that is exchanged for another while nobody is in it. */
class DirectCallsTest {

    private static final int CALLERS = 8;
    private static final int EXCHANGES = 30;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void stop() {
        callers.shutdownNow();
        context.stop();
    }

    @Test
    void allThatComeAtOnceAfterwardsFindTheOneThatRuns() throws Exception {
        context.addComponent("direct", new DirectCalls());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:source").routeId("source").to("direct:segment");
            }
        });
        context.addRoutes(segment(0));
        context.start();

        for (int number = 1; number <= EXCHANGES; number++) {
            context.getRouteController().stopRoute("segment");
            context.removeRoute("segment");
            context.addRoutes(segment(number));
            assertThat(answersAtOnce()).as("after exchange %s", number).containsOnly("" + number);
        }
    }

    private static RouteBuilder segment(int number) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:segment").routeId("segment").setBody(constant("" + number)).to("log:segment?level=TRACE");
            }
        };
    }

    private List<String> answersAtOnce() throws Exception {
        CyclicBarrier begin = new CyclicBarrier(CALLERS);
        List<Future<String>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(callers.submit(() -> {
                begin.await();
                return context.createProducerTemplate().requestBody("direct:source", "", String.class);
            }));
        }
        List<String> answers = new ArrayList<>();
        for (Future<String> call : calls) {
            answers.add(call.get(30, SECONDS));
        }
        return answers;
    }

    @Test
    void waitAsCamelsDoForOneThatIsYetToCome() throws Exception {
        context.addComponent("direct", new DirectCalls());
        context.start();
        Future<String> call =
                callers.submit(() -> context.createProducerTemplate().requestBody("direct:segment", "", String.class));

        context.addRoutes(segment(1));

        assertThat(call.get(30, SECONDS)).isEqualTo("1");
    }
}
