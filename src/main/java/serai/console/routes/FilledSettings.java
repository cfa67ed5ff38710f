package serai.console.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;
import serai.steps.MaskedText;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the settings in that a text of a route names; those that hold a secret stay named. What else is a secret is masked. */
final class FilledSettings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Pattern LINE = Pattern.compile("(?m)^(\\s*(?:- )?\"?([\\w.-]+)\"?:\\s+)(\\S.*)$");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+:[^\\s\"']+");

    private final CamelContext context;

    FilledSettings(CamelContext context) {
        this.context = context;
    }

    /** A text in one line, such as an address. */
    String in(String text) {
        String filled = PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
        String masked = ADDRESS.matcher(filled).replaceAll(found -> Matcher.quoteReplacement(
                found.group().contains("?") || found.group().contains("@") ? MaskedText.address(found.group()) : found.group()));
        return MaskedText.withoutSecrets(context, masked);
    }

    /** A route in YAML: what stands beside the name of a secret is masked too, a header's value for one. */
    String inYaml(String yaml) {
        StringBuilder all = new StringBuilder();
        boolean secretHeader = false;
        for (String line : in(yaml).split("\n", -1)) {
            Matcher pair = LINE.matcher(line);
            if (!pair.matches()) {
                all.append(line).append('\n');
                continue;
            }
            String key = pair.group(2);
            String value = pair.group(3);
            if (line.strip().startsWith("- ")) {
                secretHeader = false;
            }
            if (key.equals("name")) {
                secretHeader = MaskedText.header(value.replace("\"", ""), "").equals(MaskedText.STARS);
            }
            boolean hides = MaskedText.isSecret(key) || secretHeader && !key.equals("name") && !key.equals("id");
            all.append(hides && !value.contains("{{") ? pair.group(1) + MaskedText.STARS : line).append('\n');
        }
        return all.toString().stripTrailing() + "\n";
    }

    private String value(java.util.regex.MatchResult found) {
        String name = found.group(1).replaceFirst("^[?!]", "").split(":\\?|:", 2)[0];
        boolean secret = MaskedText.isSecret(name) || name.equals("secret") || name.equals("azure") || name.equals("env")
                || SettingGroup.all().filter(Setting::isSecret).anyMatch(setting -> setting.key().equals(name));
        if (secret) {
            return found.group();
        }
        try {
            return context.resolvePropertyPlaceholders(found.group()).replace('\n', ' ');
        } catch (IllegalArgumentException | RuntimeCamelException e) {
            return found.group(); // not set: the route says what it would need
        }
    }
}
