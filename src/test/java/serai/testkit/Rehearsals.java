package serai.testkit;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import serai.rehearsal.Rehearsal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;

/** Rehearsals of the shipped routes, or of a test's own, with settings of the test's own. */
public final class Rehearsals {

    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private Rehearsals() {
    }

    /** @param settings names and values, in turn */
    public static Rehearsal of(Path routes, String... settings) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("serai.routes", "file:" + routes);
        for (int i = 0; i < settings.length; i += 2) {
            properties.setProperty(settings[i], settings[i + 1]);
        }
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setInitialProperties(properties);
        return Rehearsal.of(context, NOW);
    }
}
