package serai.settings.known;

import org.jspecify.annotations.Nullable;

/**
 * Name, default, allowed values and meaning of a setting.
 *
 * @param key       its name in {@code application.properties}; it ends with the unit
 * @param byDefault the default, which may be blank; null if the default follows from other settings
 * @param form      the allowed values
 * @param meaning   the meaning, in one line of Markdown
 */
public record SettingDefinition(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
}
