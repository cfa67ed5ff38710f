package serai.steps;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;

import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of all settings that hold secrets, those that only a route names too. */
public final class KnownSecrets {

    private static final Pattern PAIR = Pattern.compile("(\\w+)=(.*)");

    private KnownSecrets() {
    }

    /** Makes a function that masks the secrets in a text, in any case. They are read here, once, since a vault may be asked. */
    public static UnaryOperator<String> mask(CamelContext context) {
        MaskedValues mask = new MaskedValues(of(context));
        return text -> mask.beginning(text, text.length());
    }

    static Set<String> of(CamelContext context) {
        Set<String> keys = new TreeSet<>();
        SettingGroup.all().filter(Setting::isSecret).map(Setting::key).forEach(keys::add);
        Properties all = context.getPropertiesComponent().loadProperties(MaskedText::isSecret);
        keys.addAll(all.stringPropertyNames());
        Set<String> secrets = new HashSet<>();
        keys.forEach(key -> add(value(context, key), secrets));
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("SERAI_") && MaskedText.isSecret(name.replace('_', '.'))) {
                add(value, secrets);
            }
        });
        return secrets;
    }

    private static String value(CamelContext context, String key) {
        try {
            return context.resolvePropertyPlaceholders("{{" + key + "}}");
        } catch (IllegalArgumentException | RuntimeCamelException e) {
            return ""; // in a vault that does not answer, or not set: then no step has it
        }
    }

    private static void add(String value, Set<String> to) {
        String whole = value.strip();
        if (whole.isEmpty()) {
            return;
        }
        to.add(whole);
        for (String part : whole.split("[,;]")) { // several secrets, or a connection string
            Matcher pair = PAIR.matcher(part.strip());
            boolean isPair = pair.matches();
            if (!isPair || pair.group(1).matches("(?i)SharedAccess(Key|Signature)|password")) {
                to.add(isPair ? pair.group(2) : part.strip());
            }
        }
    }
}
