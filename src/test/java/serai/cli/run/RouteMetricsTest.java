package serai.cli.run;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.trait.message.MessageTrait;
import org.apache.camel.trait.message.RedeliveryTraitPayload;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

class RouteMetricsTest {

    private final MockClock time = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, time);

    @Test
    void countsAndTimesAsCamelDoes() throws Exception {
        Map<String, Double> camels = metrics(wanted -> {}, context -> {});

        Map<String, Double> ours = metrics(wanted -> {}, RouteMetrics::replaceIn);

        assertThat(ours).isEqualTo(camels).containsEntry(
                "camel.route.policy{camelContext=one,eventType=route,kind=CamelRoute,routeId=outer} TOTAL_TIME", 0.04)
                .containsEntry("camel.exchanges.total{camelContext=one,eventType=route,kind=CamelRoute,routeId=outer} COUNT", 4.0);
    }

    @Test
    void leavesOutWhatTheConfigurationLeavesOut() throws Exception {
        Consumer<MicrometerRoutePolicyConfiguration> fewer = wanted -> {
            wanted.setExchangesFailed(false);
            wanted.setFailuresHandled(false);
        };

        assertThat(metrics(fewer, RouteMetrics::replaceIn)).isEqualTo(metrics(fewer, context -> {})).isNotEmpty();
        assertThat(metrics(wanted -> wanted.setAdditionalCounters(false), RouteMetrics::replaceIn))
                .isEqualTo(metrics(wanted -> wanted.setAdditionalCounters(false), context -> {})).isNotEmpty();
    }

    @Test
    void leavesToCamelWhatIsNotOfRoutesAlone() throws Exception {
        CamelContext context = new DefaultCamelContext();
        MicrometerRoutePolicyFactory camels = camels(wanted -> wanted.setContextEnabled(true));
        context.addRoutePolicyFactory(camels);

        RouteMetrics.replaceIn(context);

        assertThat(context.getRoutePolicyFactories()).containsExactly(camels);
    }

    @Test
    void forgetsARouteThatIsRemoved() throws Exception {
        try (CamelContext context = started(wanted -> {}, RouteMetrics::replaceIn)) {
            send(context, "");
            assertThat(measured()).anySatisfy((name, value) -> assertThat(name).contains("routeId=outer"));

            context.getRouteController().stopRoute("outer");
            context.removeRoute("outer");

            assertThat(measured()).allSatisfy((name, value) -> assertThat(name).doesNotContain("routeId=outer")).isNotEmpty();
        }
    }

    /** What is measured of exchanges that succeed, that fail, whose failure is handled, and that a broker has sent again. */
    private Map<String, Double> metrics(Consumer<MicrometerRoutePolicyConfiguration> configure, Consumer<CamelContext> replace)
            throws Exception {
        registry.clear();
        try (CamelContext context = started(configure, replace)) {
            for (String body : new String[]{"", "fails", "is handled", "came before"}) {
                send(context, body);
            }
            return measured();
        }
    }

    private CamelContext started(Consumer<MicrometerRoutePolicyConfiguration> configure, Consumer<CamelContext> replace)
            throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("one");
        context.addRoutePolicyFactory(camels(configure));
        replace.accept(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().logExhausted(false));
                onException(IllegalStateException.class).handled(true).logExhausted(false);
                from("direct:outer").routeId("outer").to("direct:inner");
                from("direct:inner").routeId("inner").errorHandler(noErrorHandler()).process(RouteMetricsTest.this::act);
            }
        });
        context.start();
        return context;
    }

    private MicrometerRoutePolicyFactory camels(Consumer<MicrometerRoutePolicyConfiguration> configure) {
        MicrometerRoutePolicyFactory camels = new MicrometerRoutePolicyFactory();
        camels.setMeterRegistry(registry);
        MicrometerRoutePolicyConfiguration wanted = new MicrometerRoutePolicyConfiguration();
        wanted.setContextEnabled(false);
        configure.accept(wanted);
        camels.setPolicyConfiguration(wanted);
        return camels;
    }

    private void act(Exchange exchange) {
        time.add(Duration.ofMillis(10));
        switch (exchange.getMessage().getBody(String.class)) {
            case "fails" -> throw new IllegalArgumentException("it fails");
            case "is handled" -> throw new IllegalStateException("it is handled");
            default -> {
            }
        }
    }

    private static void send(CamelContext context, String body) {
        context.createProducerTemplate().send("direct:outer", exchange -> {
            exchange.getMessage().setPayloadForTrait(MessageTrait.REDELIVERY,
                    body.equals("came before") ? RedeliveryTraitPayload.IS_REDELIVERY : RedeliveryTraitPayload.NON_REDELIVERY);
            exchange.getMessage().setBody(body);
        });
    }

    private Map<String, Double> measured() {
        Map<String, Double> measured = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            Map<String, String> tags = new TreeMap<>();
            meter.getId().getTags().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
            for (Measurement each : meter.measure()) {
                if (each.getStatistic() != Statistic.MAX) {
                    String name =
                            "%s%s %s".formatted(meter.getId().getName(), tags.toString().replace(", ", ","), each.getStatistic());
                    measured.put(name, each.getStatistic() == Statistic.VALUE ? 1 : each.getValue()); // a gauge of Camel's version
                }
            }
        }
        return measured;
    }
}
