package serai.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

import java.time.Clock;

/**
 * The clock that all of a context uses: the one that Serai has bound, otherwise the only one in the registry, otherwise the
 * system's clock.
 */
public final class ContextClock {

    private static final String NAME = "seraiClock";

    private ContextClock() {
    }

    /** The clock of a context. */
    public static Clock of(CamelContext context) {
        Registry registry = context.getRegistry();
        Clock bound = registry.lookupByNameAndType(NAME, Clock.class);
        Clock clock = bound != null ? bound : registry.findSingleByType(Clock.class);
        return clock == null ? Clock.systemUTC() : clock;
    }

    /** Binds the context's clock, so that it is used from now on whichever clocks are registered later. */
    public static Clock bind(CamelContext context) {
        Clock clock = of(context);
        context.getRegistry().bind(NAME, clock);
        return clock;
    }

    /** Takes the clock out of the context's registry again, under the name by which {@link #bind} has bound it. */
    static void unbind(CamelContext context) {
        context.getRegistry().unbind(NAME);
    }
}
