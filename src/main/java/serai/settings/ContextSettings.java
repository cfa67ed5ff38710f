package serai.settings;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;

/**
 * A context's settings as values. If a value can't be used, a method throws an {@link IllegalArgumentException} that names the
 * setting.
 */
public final class ContextSettings {

    private final CamelContext context;

    public ContextSettings(CamelContext context) {
        this.context = context;
    }

    /** The value without blanks around it; may be empty. */
    public String text(Setting setting) {
        return context.resolvePropertyPlaceholders("{{" + setting.key() + "}}").strip();
    }

    public String iri(Setting setting) {
        String value = text(setting);
        try {
            if (new URI(value).isAbsolute()) {
                return value;
            }
        } catch (URISyntaxException e) {
            throw notAnIri(setting);
        }
        throw notAnIri(setting);
    }

    private static IllegalArgumentException notAnIri(Setting setting) {
        return new IllegalArgumentException(
                setting.key() + " is not an absolute IRI; set it to one such as https://learning.example.org");
    }

    public boolean flag(Setting setting) {
        return switch (text(setting)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(
                    setting.key() + " is neither true nor false; set it to one of them");
        };
    }

    /** The value as a number; null if it is empty. */
    public @Nullable BigDecimal decimal(Setting setting) {
        String value = text(setting);
        try {
            return value.isEmpty() ? null : new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(setting.key() + " is not a number; set it to one, or leave it empty");
        }
    }

    /** The constant whose name in lower case is the value. */
    public <E extends Enum<E>> E oneOf(Class<E> constants, Setting setting) {
        for (E constant : constants.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text(setting))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("%s is not one of %s; set it to one of them, in lower case"
                .formatted(setting.key(), Arrays.toString(constants.getEnumConstants())));
    }
}
