package serai.cli.configure;

import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.jspecify.annotations.Nullable;
import serai.Serai;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.RouteFile;
import serai.check.camel.ConfigurationLoader;
import serai.check.rules.Rules;
import serai.check.settings.SettingRules;
import serai.cli.publish.Sandbox;
import serai.cli.terminal.ComponentSettings;
import serai.cli.terminal.StoredSettings;
import serai.people.PeopleSettings;
import serai.settings.InvalidSettingException;
import serai.settings.ServiceBusSettings;
import serai.settings.Settings;
import serai.settings.SettingsCheck;
import serai.settings.known.LrsSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.ServiceBusSetting;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** The configuration that {@code ./serai run} would use, and what is wrong with it. */
public final class CheckedConfiguration implements AutoCloseable {

    /** What may be a secret; a line that is shown has it replaced. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)((?:password|secret|token|key|connection)[\\w.-]*[\"']?\\s*[:=]\\s*).+");

    private final CamelContext context;
    private final Configuration configuration;
    private final Settings settings;
    private final Properties instead = new Properties();
    private final List<Finding> findings = new ArrayList<>();

    private CheckedConfiguration(CamelContext context) throws Exception {
        this.context = context;
        settings = Settings.of(context);
        instead.putAll(overrides(context));
        Configuration settingsOnly = new Configuration(context, Set.of(), true, Map.of());
        findings.addAll(Rules.ofSettings(settingsOnly));
        standIn();
        prepare(settingsOnly);
        ComponentSettings.problems(context).forEach(problem -> findings.add(SettingRules.finding(settingsOnly, problem)));
        configuration = ConfigurationLoader.load(context);
        findings.addAll(Rules.ofRoutes(configuration));
    }

    /** What a command has set already, such as another folder of routes. */
    private static Properties overrides(CamelContext context) {
        Properties overrides = context.getPropertiesComponent() instanceof PropertiesComponent properties
                ? properties.getOverrideProperties() : null;
        return overrides == null ? new Properties() : overrides;
    }

    /** Prepares the context as a run does: only that shows a setting whose file can't be used. */
    private void prepare(Configuration settingsOnly) throws IOException {
        try {
            Serai.prepare(context);
        } catch (InvalidSettingException e) {
            findings.add(SettingRules.finding(settingsOnly, e));
            instead.setProperty(e.key(), "");
            context.getPropertiesComponent().setOverrideProperties(instead);
            Serai.prepare(context);
        }
    }

    /**
     * Checks the settings of the environment and of these files.
     *
     * @param settings another settings file than {@code application.properties}; null for that
     * @param routes   another folder of routes than the settings name; null for that
     * @throws IllegalArgumentException if there is no such settings file
     */
    public static CheckedConfiguration stored(@Nullable Path settings, @Nullable Path routes) throws Exception {
        return of(context(settings, routes));
    }

    /** A context without routes, with the settings that {@link #stored(Path, Path)} checks. */
    public static CamelContext context(@Nullable Path settings, @Nullable Path routes) {
        if (settings != null && !Files.isRegularFile(settings)) {
            throw new IllegalArgumentException("there is no file %s; --config names a settings file".formatted(settings));
        }
        CamelContext context = settings == null ? StoredSettings.context() : StoredSettings.context("file:" + settings);
        if (routes != null) {
            context.getPropertiesComponent().addOverrideProperty(RuntimeSetting.ROUTES.key(), "file:" + routes);
        }
        return context;
    }

    /** Checks a context without routes; {@link #close} stops it. */
    public static CheckedConfiguration of(CamelContext context) throws Exception {
        return new CheckedConfiguration(context);
    }

    /**
     * Sets the sandbox as each remote party that is not set, as a run does, but starts none. Settings that can't be used have
     * their defaults from here on, so that they don't hide what is wrong with the routes.
     */
    private void standIn() throws Exception {
        instead.putAll(new SettingsCheck(context).insteadOfEmpty());
        boolean isInClear = findings.stream().anyMatch(finding -> finding.rule().equals("cleartext"));
        for (Setting setting : SettingGroup.all().toList()) {
            if (!isUsable(setting)) {
                instead.setProperty(setting.key(), setting.byDefault().orElse(""));
            }
            if (setting.key().endsWith(".insecure") && isInClear) { // reported for the settings already
                instead.setProperty(setting.key(), "true");
            }
        }
        context.getPropertiesComponent().setOverrideProperties(instead);
        if (!ServiceBusSettings.isNamed(settings)) {
            instead.setProperty(ServiceBusSetting.CONNECTION.key(),
                    "Endpoint=sb://127.0.0.1;SharedAccessKeyName=none;SharedAccessKey=none;UseDevelopmentEmulator=true");
        }
        if (settings.text(LrsSetting.URL).isEmpty()) {
            instead.setProperty(LrsSetting.URL.key(), "http://%s:8090/xapi".formatted(Sandbox.HOST));
        }
        context.getPropertiesComponent().setOverrideProperties(instead);
    }

    private boolean isUsable(Setting setting) {
        try {
            settings.text(setting);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** What is wrong, in the order of files and lines. */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * The line at a place, without secrets; empty if the place is no line of a file of this configuration, or if it is in the
     * file of people.
     */
    Optional<String> line(Place place) {
        List<String> lines = place.line() > 0 && !isOfPeople(place) ? lines(place.file()) : List.of();
        return lines.size() < place.line() || place.line() == 0 ? Optional.empty()
                : Optional.of(SECRET.matcher(lines.get(place.line() - 1)).replaceFirst("$1…"));
    }

    private boolean isOfPeople(Place place) {
        Settings settings = configuration.settings();
        return PeopleSettings.isFile(settings) && place.file().equals(PeopleSettings.file(settings).toString());
    }

    private List<String> lines(String file) {
        List<String> settings = configuration.settingsFiles().lines().get(file);
        return settings != null ? settings
                : configuration.files().stream().filter(route -> route.name().equals(file)).findFirst().map(RouteFile::lines)
                        .orElseGet(() -> ofTemplate(file));
    }

    /** The lines of a template or a statement, whose file stands beside the routes. */
    private List<String> ofTemplate(String file) {
        try {
            return Files.readString(Path.of(file)).lines().toList();
        } catch (IOException e) {
            return List.of(); // inside the jar, or not in UTF-8
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
