package serai.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import serai.files.Trust;
import serai.settings.known.AllowedValues;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.Setting;

import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings as values. The message for a value that can't be used names the setting and the place where it is set. */
public final class Settings {

    /** {@code FilePropertiesSource[application.properties]} */
    private static final String FILE_SOURCE = "\\w+PropertiesSource\\[(.*)]";

    /** The character that a reader puts in place of bytes that are not UTF-8. */
    private static final char NO_CHARACTER = '\uFFFD';

    private final CamelContext context;

    private Settings(CamelContext context) {
        this.context = context;
    }

    /** The settings of a context. From now on the context has Serai's defaults for settings that are not set. */
    public static Settings of(CamelContext context) {
        PropertiesComponent properties = context.getPropertiesComponent();
        if (properties.getPropertiesSource(SettingDefaults.NAME) == null) {
            properties.addPropertiesSource(new SettingDefaults(context));
        }
        if (properties.getPropertiesSource(VariableFiles.NAME) == null) {
            properties.addPropertiesSource(new VariableFiles(context, System.getenv()));
        }
        LiteralPlaceholders.addTo(context);
        ShippedRoutes.addTo(context);
        return new Settings(context);
    }

    /** Takes out of a context what {@link #of} and {@link ContextClock#bind} have added; its settings can't be read any more. */
    public static void removeFrom(CamelContext context) {
        LiteralPlaceholders.removeFrom(context);
        ShippedRoutes.removeFrom(context);
        ContextClock.unbind(context);
        context.getPropertiesComponent().getPropertiesSources()
                .removeIf(source -> source instanceof SettingDefaults || source instanceof VariableFiles);
    }

    /**
     * Checks that a setting that is not Serai's is not set, or is a whole number within bounds, both included.
     *
     * @throws IllegalArgumentException as {@link #text}
     */
    public void requireNumber(String key, long least, long most) {
        context.getPropertiesComponent().resolveProperty(key).map(String::strip)
                .ifPresent(value -> require(key, value, AllowedValues.number(least, most)));
    }

    /**
     * The exception to throw if a setting is the cause: its message has the setting's name, the place where it is set, and the
     * reason.
     */
    public InvalidSettingException refused(Setting setting, String why, @Nullable Exception cause) {
        return new InvalidSettingException(setting.key(), setting.key(), place(setting.key()), why, cause);
    }

    /** The exception to throw if a setting of Camel's is the cause. */
    public InvalidSettingException refused(String key, String why) {
        return new InvalidSettingException(key, key, place(key), why, null);
    }

    /** As {@link #refused(Setting, String, Exception)}; the cause's message is the reason. */
    public InvalidSettingException refused(Setting setting, Exception cause) {
        return refused(setting, String.valueOf(cause.getMessage()), cause);
    }

    /**
     * The value, which may be empty; without blanks around it, unless it is a secret.
     *
     * @throws IllegalArgumentException if the value is not allowed; the message is one line that names the setting, the place
     *                                  where it is set if that is known, and the expected value. It does not repeat a secret
     */
    public String text(Setting setting) {
        String value = context.resolvePropertyPlaceholders("{{" + setting.key() + "}}");
        require(setting.key(), value, setting.form());
        return value;
    }

    private void require(String key, String value, AllowedValues form) {
        if (value.indexOf(NO_CHARACTER) >= 0) {
            String variable = EnvironmentVariable.of(key);
            throw new InvalidSettingException(key, key, place(key),
                    System.getenv().getOrDefault(variable, "").indexOf(NO_CHARACTER) < 0 ? "is not in UTF-8; save the file as UTF-8"
                            : "this process's locale does not know a letter of it; set LC_ALL=C.UTF-8, or name a file with the value "
                                    + "in " + variable + EnvironmentVariable.OF_FILE,
                    null);
        }
        if (!form.allows().test(value)) {
            throw new InvalidSettingException(key, key + (form.shown().test(value) ? "=" + value : ""), place(key),
                    "must be " + form.expected().replace("`", ""), null);
        }
    }

    /** The place where a setting is set, in brackets; blank if it is not known. */
    String place(String key) {
        return source(key).map(" (in %s)"::formatted).orElse("");
    }

    /** The names of the files from which settings come. */
    public List<String> files() {
        return context.getPropertiesComponent().getPropertiesSources().stream().map(PropertiesSource::getName)
                .filter(name -> name.matches(FILE_SOURCE)).map(name -> name.replaceFirst(FILE_SOURCE, "$1")).toList();
    }

    /** The file in which a setting is set, or "the environment"; empty if it is not set, or that is not known. */
    public Optional<String> source(String key) {
        for (PropertiesSource source : context.getPropertiesComponent().getPropertiesSources()) {
            if (!source.getName().equals(SettingDefaults.NAME) && source.getProperty(key) != null) {
                return Optional.of(source.getName().replaceFirst(FILE_SOURCE, "$1"));
            }
        }
        return System.getenv(EnvironmentVariable.of(key)) == null ? Optional.empty() : Optional.of("the environment");
    }

    /**
     * The files of the routes, in the order of their names; empty if the folder {@code serai.routes} does not exist. Shipped ones
     * that it lacks are among them if {@code serai.routes.shipped} is true.
     *
     * @throws Exception if it can't be read
     */
    public Collection<Resource> routes() throws Exception {
        return routes("/*.camel.yaml");
    }

    /**
     * The files of the routes that forget a person, a file for each destination that can, in the order of their names. They are
     * not among the {@link #routes()}: only a command runs them, and Camel would find a {@code .camel.yaml} in folders below, too.
     *
     * @throws Exception if the folder can't be read
     */
    public Collection<Resource> forgettingRoutes() throws Exception {
        return routes("/forget/*.yaml");
    }

    private static String nameOf(Resource file) {
        return file.getLocation().substring(file.getLocation().lastIndexOf('/') + 1);
    }

    private Collection<Resource> routes(String pattern) throws Exception {
        try {
            return PluginHelper.getPackageScanResourceResolver(context)
                    .findResources(joined(RuntimeSetting.ROUTES, pattern))
                    .stream().sorted(Comparator.comparing(Settings::nameOf)
                            .thenComparing(Resource::getLocation))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * The {@link #routes()}, of which there is at least one.
     *
     * @throws InvalidSettingException if there is none
     * @throws Exception               if they can't be read
     */
    public Collection<Resource> requiredRoutes() throws Exception {
        Collection<Resource> routes = routes();
        if (routes.isEmpty()) {
            String at = text(RuntimeSetting.ROUTES);
            // A host whose class loader shows no folders in jars, such as OSGi's, finds nothing by classpath:
            throw refused(RuntimeSetting.ROUTES, "there are no routes at %s; set it to a folder with *.camel.yaml files (file:…)%s"
                    .formatted(at, at.startsWith("classpath:") ? ": this class loader has none there" : ", or to classpath:routes"),
                    null);
        }
        return routes;
    }

    /** The value as a path, joined with a path below it. The value may end with a slash. */
    String joined(Setting setting, String below) {
        return context.resolvePropertyPlaceholders("{{" + setting.key() + "}}" + below);
    }

    /** The value as the path of a folder or a file. */
    public Path path(Setting setting) {
        return Path.of(text(setting));
    }

    /** Which users, besides its own user and root, Serai trusts with the data folder. */
    public Trust trust() {
        return Trust.valueOf(text(RuntimeSetting.DATA_TRUST).toUpperCase(Locale.ROOT));
    }

    /** The value as names separated by commas. */
    public List<String> names(Setting setting) {
        return names(text(setting));
    }

    public static List<String> names(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    /** Whether the value is {@code true}. */
    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    /** The value as a number that may have decimals; empty if it is blank. */
    public Optional<BigDecimal> decimal(Setting setting) {
        return Optional.of(text(setting)).filter(value -> !value.isEmpty()).map(BigDecimal::new);
    }

    /** The constant whose name in small letters is the value, which is one of the allowed values. */
    public <E extends Enum<E>> E constant(Class<E> constants, Setting setting) {
        return Enum.valueOf(constants, text(setting).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The value as a whole number. */
    public int number(Setting setting) {
        return Math.toIntExact(longNumber(setting));
    }

    /** The value as a whole number that may need 64 bits. */
    public long longNumber(Setting setting) {
        return Long.parseLong(text(setting));
    }

    /** The value, a number of days, as a duration. */
    public Duration days(Setting setting) {
        return Duration.ofDays(longNumber(setting));
    }

    /** The value, a number of hours, as a duration. */
    public Duration hours(Setting setting) {
        return Duration.ofHours(longNumber(setting));
    }

    /** The value, a number of milliseconds, as a duration. */
    public Duration milliseconds(Setting setting) {
        return Duration.ofMillis(longNumber(setting));
    }
}
