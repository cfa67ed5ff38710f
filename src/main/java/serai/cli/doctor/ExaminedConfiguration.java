package serai.cli.doctor;

import org.apache.camel.CamelContext;
import serai.Serai;
import serai.check.Configuration;
import serai.check.camel.ConfigurationLoader;
import serai.cli.publish.Sandbox;
import serai.settings.ContextClock;
import serai.settings.ServiceBusSettings;
import serai.settings.Settings;
import serai.settings.known.LrsSetting;
import serai.settings.known.ServiceBusSetting;

import java.time.Clock;
import java.util.Properties;

/**
 * The configuration of {@code ./serai run}, loaded and not started. Where a remote party is not set, a run starts the sandbox;
 * here nothing stands in for that party, and it is not examined.
 */
final class ExaminedConfiguration implements AutoCloseable {

    private final CamelContext context;
    private final Configuration configuration;
    private final boolean broker;
    private final boolean lrs;

    private ExaminedConfiguration(CamelContext context) throws Exception {
        this.context = context;
        Settings settings = Settings.of(context);
        broker = ServiceBusSettings.isNamed(settings);
        lrs = !settings.text(LrsSetting.URL).isEmpty();
        Properties instead = new Properties();
        if (!broker) {
            instead.setProperty(ServiceBusSetting.CONNECTION.key(),
                    "Endpoint=sb://127.0.0.1;SharedAccessKeyName=none;SharedAccessKey=none;UseDevelopmentEmulator=true");
        }
        if (!lrs) {
            instead.setProperty(LrsSetting.URL.key(), "http://%s/xapi".formatted(Sandbox.HOST));
        }
        context.getPropertiesComponent().setOverrideProperties(instead);
        Serai.prepare(context);
        configuration = ConfigurationLoader.load(context);
    }

    /**
     * Loads the configuration.
     *
     * @param context without routes, which is stopped when this is closed
     * @throws serai.settings.InvalidSettingException if a setting can't be used
     */
    static ExaminedConfiguration of(CamelContext context) throws Exception {
        try {
            return new ExaminedConfiguration(context);
        } catch (Exception e) {
            context.stop();
            throw e;
        }
    }

    Configuration configuration() {
        return configuration;
    }

    Settings settings() {
        return Settings.of(context);
    }

    Clock clock() {
        return ContextClock.of(context);
    }

    /** Whether a Service Bus is set. */
    boolean hasBroker() {
        return broker;
    }

    /** Whether an LRS is set. */
    boolean hasLrs() {
        return lrs;
    }

    @Override
    public void close() {
        context.stop();
    }
}
