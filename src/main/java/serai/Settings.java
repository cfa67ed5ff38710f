package serai;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;

import java.nio.file.Path;
import java.time.Duration;

/** The settings as values. A value that can't be used is refused by the setting's name. */
public final class Settings {

    private static final int DAYS_MAX = 36_500;

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

    /** The value, possibly blank. */
    public String text(Setting setting) {
        return context.resolvePropertyPlaceholders("{{" + setting.key() + "}}").strip();
    }

    /** The value as a folder or file. */
    public Path path(Setting setting) {
        return Path.of(text(setting));
    }

    /** The value as yes or no. @throws IllegalArgumentException if it is neither {@code true} nor {@code false} */
    public boolean flag(Setting setting) {
        String text = text(setting);
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("%s=%s: must be true or false".formatted(setting.key(), text));
    }

    /** The value as a whole number. @throws IllegalArgumentException if it is less than {@code least}, or none */
    public int number(Setting setting, int least) {
        return (int) longNumber(setting, least, Integer.MAX_VALUE);
    }

    /** The value as a whole number that may be large. @throws IllegalArgumentException as {@link #number} */
    public long longNumber(Setting setting, long least) {
        return longNumber(setting, least, Long.MAX_VALUE);
    }

    private long longNumber(Setting setting, long least, long most) {
        String text = text(setting);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, in the setting's own terms.
        }
        throw new IllegalArgumentException(
                "%s=%s: must be a whole number, at least %d".formatted(setting.key(), text, least));
    }

    /** The value as a time, from days; 0 or more. @throws IllegalArgumentException as {@link #number} */
    public Duration days(Setting setting) {
        return Duration.ofDays(longNumber(setting, 0, DAYS_MAX));
    }

    /** The value as a time, from hours; 0 or more. @throws IllegalArgumentException as {@link #number} */
    public Duration hours(Setting setting) {
        return Duration.ofHours(longNumber(setting, 0, 24 * DAYS_MAX));
    }

    /** The value as a time, from milliseconds. @throws IllegalArgumentException as {@link #number} */
    public Duration milliseconds(Setting setting, int least) {
        return Duration.ofMillis(number(setting, least));
    }
}
