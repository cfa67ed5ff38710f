package serai.cli.terminal;

import org.apache.camel.CamelContext;
import org.apache.camel.main.MainHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.OrderedLocationProperties;
import org.jspecify.annotations.Nullable;
import serai.settings.InvalidSettingException;
import serai.settings.Settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Camel's own settings of components, data formats, languages and beans ({@code camel.component.http.…}, {@code camel.beans.…}),
 * in a context that camel-main does not configure: one in which routes are checked or rehearsed.
 */
public final class ComponentSettings {

    private static final Pattern KEY = Pattern.compile("camel\\.(component|dataformat|language|beans)\\.([\\w-]+)(?:\\.(.+))?");
    private static final String BEANS = "beans";

    private final CamelContext context;
    private final Settings settings;

    private ComponentSettings(CamelContext context) {
        this.context = context;
        this.settings = Settings.of(context);
    }

    /**
     * Applies the settings, and returns the context.
     *
     * @throws InvalidSettingException if one can't be used; the others are applied
     */
    public static CamelContext appliedTo(CamelContext context) {
        problems(context).stream().findFirst().ifPresent(problem -> {
            throw problem;
        });
        return context;
    }

    /** Applies the settings, and returns a problem for each that can't be used. */
    public static List<InvalidSettingException> problems(CamelContext context) {
        return new ComponentSettings(context).apply();
    }

    private List<InvalidSettingException> apply() {
        List<InvalidSettingException> problems = new ArrayList<>();
        Map<String, String> values = new TreeMap<>(); // a bean comes before its properties
        Properties all = context.getPropertiesComponent().loadProperties();
        all.stringPropertyNames().stream().filter(key -> KEY.matcher(key).matches())
                .forEach(key -> values.put(key, all.getProperty(key)));
        values.forEach((key, value) -> {
            try {
                apply(key, value);
            } catch (Exception e) { // its message may have the value, which may be a secret
                problems.add(settings.refused(key, "there is no such option of Camel's, or it takes no such value"));
            }
        });
        return problems;
    }

    private void apply(String key, String value) throws Exception {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            return;
        }
        String name = parts.group(2);
        String option = parts.group(3);
        if (option == null) {
            if (parts.group(1).equals(BEANS)) {
                context.getRegistry().bind(name,
                        PropertyBindingSupport.resolveBean(context, context.resolvePropertyPlaceholders(value)));
            }
            return;
        }
        OrderedLocationProperties one = new OrderedLocationProperties();
        one.put("application.properties", option, value);
        MainHelper.setPropertiesOnTarget(context, target(parts.group(1), name), one,
                key.substring(0, key.length() - option.length()),
                true, true, new OrderedLocationProperties());
    }

    private @Nullable Object target(String kind, String name) {
        return switch (kind) {
            case "component" -> context.getComponent(name, true, false);
            case "dataformat" -> context.resolveDataFormat(name);
            case "language" -> context.resolveLanguage(name);
            default -> context.getRegistry().lookupByName(name);
        };
    }
}
