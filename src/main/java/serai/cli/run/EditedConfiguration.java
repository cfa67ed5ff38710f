package serai.cli.run;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import serai.check.Finding;
import serai.cli.configure.CheckedConfiguration;
import serai.cli.terminal.ErrorMessage;
import serai.cli.terminal.StoredSettings;
import serai.journal.JournalReport;
import serai.reload.ConfigurationWatch;
import serai.reload.Reload;
import serai.reload.ReloadContext;
import serai.reload.ReloadHealthCheck;
import serai.reload.ReloadMetrics;
import serai.settings.Settings;
import serai.settings.known.RuntimeSetting;
import serai.webhook.IntakeGate;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Takes an edited configuration over while Serai runs alone in a process. */
final class EditedConfiguration implements ReloadContext {

    /** How many waits an exchange of routes has at most; each gets its share of the time for which requests may wait. */
    private static final int WAITS = 4;

    private final CamelContext context;
    private final Properties overrides;

    private EditedConfiguration(CamelContext context, Properties overrides) {
        this.context = context;
        this.overrides = overrides;
    }

    /**
     * Begins to watch the files, once the routes run.
     *
     * @param overrides the settings that the start has set itself
     * @return to be closed before the routes are stopped
     * @throws Exception if the routes' files can't be read, or the data folder can't be written to
     */
    static ConfigurationWatch watch(CamelContext context, IntakeGate gate, JournalReport journal, Properties overrides, Clock clock)
            throws Exception {
        Settings settings = Settings.of(context);
        Reload reload = new Reload(context, journal, gate, new EditedConfiguration(context, overrides), clock,
                settings.milliseconds(RuntimeSetting.RELOAD_WAIT_MAX_MS).dividedBy(WAITS));
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            checks.register(new ReloadHealthCheck(reload));
        }
        ReloadMetrics.add(context, reload);
        return ConfigurationWatch.begin(reload, settings.path(RuntimeSetting.DATA), settings.flag(RuntimeSetting.RELOAD)
                ? Optional.of(settings.milliseconds(RuntimeSetting.RELOAD_SETTLE_MS)) : Optional.empty(), clock);
    }

    @Override
    public CamelContext freshContext() {
        CamelContext fresh = StoredSettings.context(String.join(",", context.getPropertiesComponent().getLocations()));
        Properties copy = new Properties();
        copy.putAll(overrides);
        fresh.getPropertiesComponent().setOverrideProperties(copy);
        return fresh;
    }

    @Override
    public List<Finding> findings(CamelContext fresh) throws Exception {
        return CheckedConfiguration.of(fresh).findings();
    }

    @Override
    public Properties overrides() {
        return overrides;
    }

    @Override
    public String told(Exception failure) {
        return ErrorMessage.inOneLine(failure);
    }
}
