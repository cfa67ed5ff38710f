package serai.journal.camel;

import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.OneDestination;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A second route of a destination, which a host adds; with other options it is another endpoint of Camel's. */
class ReadTwiceTest {

    private static final String SECOND = "second";

    @TempDir
    private Path folder;
    private final AtomicInteger first = new AtomicInteger();
    private final AtomicInteger second = new AtomicInteger();

    private OneDestination started() throws Exception {
        return new OneDestination("hr", folder).withStep("step").start("step", (Processor) exchange -> first.incrementAndGet());
    }

    private RouteBuilder second(String uri, boolean starts) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(SECOND).autoStartup(starts).process(exchange -> second.incrementAndGet());
            }
        };
    }

    @Test
    void isRefusedAndTheFirstGoesOn() throws Exception {
        try (OneDestination serai = started()) {
            for (String uri : new String[]{"journal:hr?batchSize=7", "journal://hr?concurrentTypes=2"}) {
                assertThatThrownBy(() -> serai.context().addRoutes(second(uri, true)))
                        .hasStackTraceContaining("route destination-hr reads journal:hr already");
                serai.context().removeRoute(SECOND);
            }

            serai.append("anna");
            serai.untilDelivered(1);
            assertThat(first).hasValue(1);
            assertThat(second).hasValue(0);
        }
    }

    @Test
    void readsOnWhereTheFirstHasStopped() throws Exception {
        try (OneDestination serai = started()) {
            serai.context().addRoutes(second("journal:hr?batchSize=7", false));
            assertThatThrownBy(() -> serai.context().getRouteController().startRoute(SECOND))
                    .hasStackTraceContaining("destination-hr");
            serai.append("anna");
            serai.untilDelivered(1);

            serai.context().getRouteController().stopRoute("destination-hr");
            serai.context().getRouteController().startRoute(SECOND);
            serai.append("ben");
            serai.untilDelivered(2);
            assertThatThrownBy(() -> serai.context().getRouteController().startRoute("destination-hr"))
                    .hasStackTraceContaining("route second reads journal:hr already");
            serai.context().getRouteController().suspendRoute(SECOND);
            serai.context().getRouteController().startRoute("destination-hr");
            serai.append("cleo");
            serai.untilDelivered(3);

            assertThat(first).hasValue(2);
            assertThat(second).hasValue(1);
        }
    }
}
