package serai.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.DefaultPropertiesParser;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesLookup;
import org.apache.camel.component.properties.PropertiesParser;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import serai.settings.known.SettingGroup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Placeholders of Camel ({@code {{serai.lrs.password}}}) that give a setting's value exactly as it was set. Camel itself would
 * read the value as a template again: it removes backslashes and braces, or refuses the value and prints it, and it takes text
 * that begins with {@code #bean:} for a bean. Here only values from a file or from the embedding host may contain placeholders;
 * values from the environment, the Java command line or a vault are literal text.
 *
 * <p>In a host, Camel reads all settings that do not begin with {@code serai.} as usual. docs/decisions/0023 explains this.
 */
final class LiteralPlaceholders extends DefaultPropertiesParser {

    private static final String OURS = "serai.";
    private static final String PREFIX = PropertiesComponent.PREFIX_TOKEN;
    private static final String SUFFIX = PropertiesComponent.SUFFIX_TOKEN;
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?=\\{\\{|}})");
    /**
     * Text that Camel takes for something else when it sets a bean's property: a reference, also after blanks, or one of
     * Camel's constants.
     */
    private static final Pattern MEANS_ELSE = Pattern.compile("[\\x00- ]*#|Exchange\\.");
    private static final String BINDING = "org.apache.camel.support.PropertyBindingSupport";
    private static final int FRAMES_MAX = 12;
    private static final int GIVEN_MAX = 10_000;

    private final PropertiesComponent properties;
    private final PropertiesParser before;
    private final Registry registry;
    /**
     * Values that were returned before. Camel resolves up to three times what it binds; after the first time the text is a
     * value and must not be read as a template.
     */
    private final Map<String, String> given = new ConcurrentHashMap<>();
    /** Names of beans that were bound for values; as many as there are settings at the most. */
    private final Set<String> bound = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Deque<String>> reading = ThreadLocal.withInitial(ArrayDeque::new);

    private LiteralPlaceholders(PropertiesComponent properties, Registry registry) {
        super(properties);
        this.properties = properties;
        this.before = properties.getPropertiesParser();
        this.registry = registry;
    }

    /** Whether the host's own parser knows the name, as Spring Boot's does, which asks Spring's Environment. */
    static boolean isSetByHost(CamelContext context, String key) {
        return context.getPropertiesComponent() instanceof PropertiesComponent properties
                && properties.getPropertiesParser() instanceof LiteralPlaceholders ours && ours.before.customLookup(key) != null;
    }

    /** Has the context read placeholders as it did before {@link #addTo}. A second call changes nothing. */
    static void removeFrom(CamelContext context) {
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        if (properties.getPropertiesParser() instanceof LiteralPlaceholders ours) {
            properties.setPropertiesParser(ours.before);
            if (properties.getPropertiesFunctionResolver() instanceof LiteralFunctions functions) {
                properties.setPropertiesFunctionResolver(functions.before());
            }
            ours.bound.forEach(ours.registry::unbind);
        }
    }

    /** Makes the context read placeholders by this class. A second call changes nothing. */
    static void addTo(CamelContext context) {
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        if (!(properties.getPropertiesParser() instanceof LiteralPlaceholders)) {
            properties.setPropertiesParser(new LiteralPlaceholders(properties, context.getRegistry()));
            properties.setPropertiesFunctionResolver(new LiteralFunctions(properties.getPropertiesFunctionResolver(), context));
        }
    }

    @Override
    public String parseUri(String text, PropertiesLookup lookup, boolean fallback, boolean keepOptional, boolean nested) {
        String known = given.get(text);
        if (known != null) {
            return escaped(known);
        }
        String parsed = super.parseUri(text, lookup, fallback, keepOptional, nested);
        if (parsed == null || !MarkedValues.isIn(parsed)) {
            return parsed;
        }
        String plain = ESCAPED.matcher(parsed).replaceAll("");
        if (keepOptional && MarkedValues.isQuery(plain)) { // Camel asks in this way only for an endpoint's URI
            return escaped(MarkedValues.query(plain, this::remember));
        }
        String value = MarkedValues.joined(plain);
        if (MEANS_ELSE.matcher(value).lookingAt() && isOnePlaceholder(text) && isForAProperty()) {
            return bound(text.substring(PREFIX.length(), text.length() - SUFFIX.length()), value);
        }
        remember(value);
        return escaped(value);
    }

    private void remember(String value) {
        if (value.contains(PREFIX) && given.size() < GIVEN_MAX) {
            String asked = value.contains(SUFFIX) ? value : value + SUFFIX; // Camel adds the suffix before it asks
            given.put(asked.startsWith(PREFIX + "!") ? PREFIX + asked.substring(PREFIX.length() + 1) : asked, value);
        }
    }

    private static boolean isOnePlaceholder(String text) {
        return text.startsWith(PREFIX) && text.indexOf(PREFIX, 1) < 0 && text.indexOf(SUFFIX) == text.length() - SUFFIX.length();
    }

    /** Whether Camel is setting a bean's property, where text that begins like this would be taken for something else. */
    private static boolean isForAProperty() {
        return StackWalker.getInstance().walk(frames -> frames.limit(FRAMES_MAX)
                .anyMatch(frame -> frame.getClassName().equals(BINDING)));
    }

    private String bound(String key, String value) {
        String name = "value of " + key;
        registry.bind(name, new Text(value));
        bound.add(name);
        return "#bean:" + name;
    }

    @Override
    public String parseProperty(String key, String value, PropertiesLookup lookup) {
        String found = before.parseProperty(key, value, lookup);
        if (found == null || !isOurs(key)) {
            return found;
        }
        return MarkedValues.of(tidy(key, valueOf(key, found, lookup)));
    }

    /**
     * Whether a setting is read literally. In Serai's own process, where Camel does not read the environment, this holds for
     * every setting.
     */
    private boolean isOurs(String key) {
        return key.startsWith(OURS)
                || properties.getEnvironmentVariableMode() == PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER;
    }

    private String valueOf(String key, String found, PropertiesLookup lookup) {
        if (MarkedValues.isIn(found)) { // the value of another setting as a default: {{serai.a:{{serai.b}}}}
            return MarkedValues.joined(found);
        }
        return isText(key, found) ? text(key, found) : template(key, found, lookup);
    }

    /** Also looks up a name that contains a placeholder: {{serai.lrs.{{serai.stage}}.url}}. */
    @Override
    public @Nullable String customLookup(String key) {
        String found = before.customLookup(key);
        return found == null && MarkedValues.isIn(key) ? properties.resolveProperty(MarkedValues.joined(key)).orElse(null) : found;
    }

    /** Removes blanks around a value, except around a secret, of which they may be part. */
    private static String tidy(String key, String value) {
        return SettingGroup.named(key).map(setting -> !setting.form().isToTheLetter()).orElse(key.endsWith("url")) ? value.strip()
                : value;
    }

    private boolean isText(String key, String value) {
        for (PropertiesSource source : properties.getPropertiesSources()) {
            if (source instanceof LiteralPropertiesSource && value.equals(source.getProperty(key))) {
                return true;
            }
        }
        return properties.getEnvironmentVariableMode() != PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER
                && value.equals(System.getenv(EnvironmentVariable.of(key)))
                || properties.getSystemPropertiesMode() != PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER
                        && value.equals(System.getProperty(key));
    }

    /**
     * Refuses a known placeholder in a literal value, because somebody meant it as a placeholder and would not notice that it
     * is none.
     */
    private String text(String key, String value) {
        int begin = value.indexOf(PREFIX);
        int end = value.indexOf(SUFFIX, Math.max(begin, 0));
        if (begin >= 0 && end > begin) {
            String name = value.substring(begin + PREFIX.length(), end).replaceFirst("^[?!]", "");
            if (SettingGroup.named(name.split(":", 2)[0]).isPresent()
                    || name.contains(":") && properties.getPropertiesFunction(name.split(":", 2)[0]) != null) {
                throw new IllegalArgumentException(key + ": has a placeholder, but values from the environment or the command line "
                        + "are taken literally; set it in application.properties");
            }
        }
        return value;
    }

    private String template(String key, String value, PropertiesLookup lookup) {
        String plain = ESCAPED.matcher(value).replaceAll("");
        if (!hasPlaceholders(value) || !properties.isNestedPlaceholder()) {
            return plain;
        }
        Deque<String> keys = reading.get();
        if (keys.contains(key)) {
            throw new IllegalArgumentException(key + ": its placeholders refer back to itself");
        }
        keys.push(key);
        try {
            String parsed = super.parseUri(value, lookup, properties.isDefaultFallbackEnabled(), false, true);
            return parsed == null ? "" : MarkedValues.joined(ESCAPED.matcher(parsed).replaceAll(""));
        } catch (IllegalArgumentException e) {
            throw e instanceof UnresolvedException ? e : new UnresolvedException(key, UnreadableSecretException.in(e));
        } finally {
            keys.pop();
        }
    }

    /** Whether every opening pair of braces is closed; otherwise the braces are part of the text. */
    private static boolean hasPlaceholders(String value) {
        int open = 0;
        int found = 0;
        int i = 0;
        while (i + 1 < value.length() && open >= 0) {
            boolean opens = value.startsWith(PREFIX, i);
            boolean braces = opens || value.startsWith(SUFFIX, i);
            if (braces && (i == 0 || value.charAt(i - 1) != '\\')) {
                open += opens ? 1 : -1;
                found++;
            }
            i += braces ? 2 : 1;
        }
        return open == 0 && found > 0;
    }

    /**
     * The text from which Camel makes the value again. Camel removes a backslash before two braces, and the first backslash
     * among the last two characters.
     */
    static String escaped(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder text = new StringBuilder(ESCAPED.matcher(value).replaceAll("\\\\\\\\"));
        int last = text.indexOf("\\", Math.max(0, text.length() - 2));
        return last < 0 ? text.toString() : text.insert(last, '\\').toString();
    }

    /** Quotes no value, because it may be a secret. */
    private static final class UnresolvedException extends IllegalArgumentException {

        UnresolvedException(String key, @Nullable UnreadableSecretException unreadable) {
            super(key + ": " + (unreadable == null
                    ? "a placeholder in its value ({{…}}) can't be resolved: nothing of that name is set. Correct it; if you "
                            + "mean two braces, write \\\\{{ in application.properties"
                    : unreadable.getMessage()));
        }
    }

    /** A value as an object: Camel takes it by {@link #toString}, and never as a reference. */
    private record Text(String value) {

        @Override
        public String toString() {
            return value;
        }
    }
}
