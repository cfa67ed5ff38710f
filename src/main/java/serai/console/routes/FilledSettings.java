package serai.console.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.PropertiesComponent;
import serai.settings.EnvironmentVariable;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;
import serai.steps.KnownSecrets;
import serai.steps.MaskedText;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces the placeholders in a text of a route by the settings' values. Placeholders of settings that hold a secret, and those
 * of a vault, stay. Other secrets in the text are masked. The secrets are read once, when this is made, since a vault may be asked
 * for them.
 */
final class FilledSettings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Pattern FUNCTION = Pattern.compile("([\\w-]+):.*");
    private static final Pattern LINE = Pattern.compile("(\\s*(?:- )?)\"?([\\w.-]+)\"?:(?:\\s+(\\S.*))?");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+:[^\\s\"']+");
    /** A user and a password before a host, as they stand in an address and, without its scheme, in a parameter. */
    private static final Pattern USER_INFO = Pattern.compile("[^\\s/:@\"']+:[^\\s/@\"']+@(?=[\\w.-])");
    /** A parameter of addresses that has a key of Azure Functions. */
    private static final String KEY_OF_FUNCTIONS = "code";
    /** Settings may name settings; a circle ends here. */
    private static final int DEPTH_MAX = 10;

    private final CamelContext context;
    private final UnaryOperator<String> withoutSecrets;
    private final Set<String> secret;

    FilledSettings(CamelContext context) {
        this.context = context;
        this.withoutSecrets = KnownSecrets.mask(context);
        this.secret = SettingGroup.all().filter(Setting::isSecret).map(Setting::key).collect(Collectors.toUnmodifiableSet());
    }

    /** A text in one line, such as an address. */
    String in(String text) {
        String masked = ADDRESS.matcher(filled(text, 0)).replaceAll(found -> Matcher.quoteReplacement(
                found.group().contains("?") || found.group().contains("@") ? MaskedText.address(found.group()) : found.group()));
        return withoutSecrets.apply(USER_INFO.matcher(masked).replaceAll(MaskedText.STARS + "@"));
    }

    /** A route in YAML. The value beside a key that names a secret is masked, too, and so is that of a header that names one. */
    String inYaml(String yaml) {
        StringBuilder all = new StringBuilder();
        boolean secretHeader = false;
        int hiddenBelow = Integer.MAX_VALUE; // lines with more before them belong to a value that is masked
        for (String line : in(yaml).split("\n", -1)) {
            Matcher pair = LINE.matcher(line);
            int indent = line.length() - line.stripLeading().length();
            if (indent > hiddenBelow || line.isBlank() && hiddenBelow < Integer.MAX_VALUE) {
                continue;
            }
            hiddenBelow = Integer.MAX_VALUE;
            if (!pair.matches()) {
                all.append(line).append('\n');
                continue;
            }
            String key = pair.group(2);
            String value = pair.group(3) == null ? "" : pair.group(3);
            if (!pair.group(1).isBlank()) {
                secretHeader = false; // a step of its own
            }
            if (key.equals("name")) {
                secretHeader = MaskedText.header(value.replace("\"", ""), "").equals(MaskedText.STARS);
            }
            boolean ofHeader = secretHeader && !value.isEmpty() && !key.equals("name") && !key.equals("id");
            if ((MaskedText.isSecret(key) || key.equals(KEY_OF_FUNCTIONS) || ofHeader) && !isNamed(value)) {
                all.append(pair.group(1)).append(key).append(": ").append(MaskedText.STARS).append('\n');
                hiddenBelow = pair.group(1).length();
            } else {
                all.append(line).append('\n');
            }
        }
        return all.toString().stripTrailing() + "\n";
    }

    /** Whether a value has nothing but placeholders that stay. */
    private static boolean isNamed(String value) {
        return value.contains("{{")
                && PLACEHOLDER.matcher(value).replaceAll("").replaceAll("(?i)\\b(?:basic|bearer)\\b", "").chars()
                        .noneMatch(Character::isLetterOrDigit);
    }

    private String filled(String text, int depth) {
        return depth > DEPTH_MAX ? text
                : PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found, depth)));
    }

    private String value(MatchResult found, int depth) {
        String whole = found.group(1).replaceFirst("^[?!]", "");
        String name = whole.split(":", 2)[0];
        if (isFunction(whole) || MaskedText.isSecret(name) || secret.contains(name)) {
            return found.group();
        }
        String written = written(name);
        if (written.contains("{{")) {
            return filled(written, depth + 1);
        }
        try {
            return context.resolvePropertyPlaceholders(found.group()).replace('\n', ' ');
        } catch (IllegalArgumentException | RuntimeCamelException e) {
            return found.group(); // not set: the route says what it would need
        }
    }

    /** Whether the placeholder asks a function, such as a vault or the environment. */
    private boolean isFunction(String placeholder) {
        Matcher function = FUNCTION.matcher(placeholder);
        PropertiesComponent properties = context.getPropertiesComponent();
        return function.matches() && properties.getPropertiesFunction(function.group(1)) != null;
    }

    /** What a setting is before the settings in it are filled in; empty if it is not set. */
    private String written(String name) {
        String variable = System.getenv(EnvironmentVariable.of(name));
        return variable != null ? variable
                : context.getPropertiesComponent().loadProperties(name::equals).getProperty(name, "");
    }
}
