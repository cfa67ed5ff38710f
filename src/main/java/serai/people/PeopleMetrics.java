package serai.people;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;

import java.util.concurrent.TimeUnit;

/** How many people the directory has, how old they are, and for how long they have not been those of its source. */
public final class PeopleMetrics implements StartupListener {

    private final KnownPeople people;

    public PeopleMetrics(KnownPeople people) {
        this.people = people;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry != null) {
            Gauge.builder("serai.people", people, KnownPeople::size)
                    .description("People in the organisation's directory, as it is in use").register(registry);
            TimeGauge.builder("serai.people.age", people, TimeUnit.MILLISECONDS, now -> now.age().toMillis())
                    .description("How long ago the people in use were read").register(registry);
            TimeGauge.builder("serai.people.stale", people, TimeUnit.MILLISECONDS, now -> now.staleFor().toMillis())
                    .description("For how long the people in use have not been those of the source; 0 while they are")
                    .register(registry);
        }
    }
}
