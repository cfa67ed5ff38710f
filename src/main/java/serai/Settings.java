package serai;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The settings as values. A value that can't be used is refused by the setting's name, and by the place where it is set. */
public final class Settings {

    /** {@code FilePropertiesSource[application.properties]} */
    private static final String FILE_SOURCE = "\\w+PropertiesSource\\[(.*)]";

    private final CamelContext context;

    private Settings(CamelContext context) {
        this.context = context;
    }

    /** The settings of a context, where what nobody has set has its default from now on. */
    public static Settings of(CamelContext context) {
        PropertiesComponent properties = context.getPropertiesComponent();
        if (properties.getPropertiesSource(SettingDefaults.NAME) == null) {
            properties.addPropertiesSource(new SettingDefaults(context));
        }
        return new Settings(context);
    }

    /**
     * Returns if every setting can be used, and everything that is called like one is one, or is used by a route.
     *
     * @throws IllegalArgumentException naming the first that is not in one line, with the place where it is set, if known, and
     *                                  with what is expected; a secret is not repeated
     * @throws Exception                if the routes can't be looked for
     */
    public void require() throws Exception {
        new UnknownSettings(context.getPropertiesComponent(), this::place).require(routes(), System.getenv());
        for (Setting setting : Setting.values()) {
            text(setting);
        }
    }

    /** The value, possibly blank. @throws IllegalArgumentException as {@link #require} for this one */
    public String text(Setting setting) {
        String value = context.resolvePropertyPlaceholders("{{" + setting.key() + "}}").strip();
        Form form = setting.form();
        if (!form.allows().test(value)) {
            throw new IllegalArgumentException("%s%s%s: must be %s".formatted(setting.key(),
                    form.shown().test(value) ? "=" + value : "", place(setting.key()), form.expected().replace("`", "")));
        }
        return value;
    }

    /** Where it is set, in brackets; blank where that is not known. */
    private String place(String key) {
        for (PropertiesSource source : context.getPropertiesComponent().getPropertiesSources()) {
            if (!source.getName().equals(SettingDefaults.NAME) && source.getProperty(key) != null) {
                return " (in %s)".formatted(source.getName().replaceFirst(FILE_SOURCE, "$1"));
            }
        }
        return System.getenv(Setting.variable(key)) == null ? "" : " (in the environment)";
    }

    /** The files of the routes; none where {@code serai.routes} is nowhere. @throws Exception if it can't be read */
    public Collection<Resource> routes() throws Exception {
        try {
            return PluginHelper.getPackageScanResourceResolver(context).findResources(text(Setting.ROUTES) + "/*.camel.yaml");
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** The value as a folder or file. */
    public Path path(Setting setting) {
        return Path.of(text(setting));
    }

    /** Whether it is true. */
    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    /** The value as a whole number. */
    public int number(Setting setting) {
        return Math.toIntExact(longNumber(setting));
    }

    /** The value as a whole number that may be large. */
    public long longNumber(Setting setting) {
        return Long.parseLong(text(setting));
    }

    /** The value as a time, from days. */
    public Duration days(Setting setting) {
        return Duration.ofDays(longNumber(setting));
    }

    /** The value as a time, from milliseconds. */
    public Duration milliseconds(Setting setting) {
        return Duration.ofMillis(longNumber(setting));
    }
}
