package serai.settings.known;

import java.util.Optional;

/**
 * A setting of Serai. Each is a constant of one of the enums here, which {@link SettingGroup} lists. All settings are used as
 * property placeholders, so each can be set in {@code application.properties} or in the environment ({@code serai.lrs.url} as
 * {@code SERAI_LRS_URL}).
 */
public interface Setting {

    SettingDefinition definition();

    /** The setting's name in {@code application.properties}. */
    default String key() {
        return definition().key();
    }

    /** The default, which may be blank; empty if the default follows from other settings. */
    default Optional<String> byDefault() {
        return Optional.ofNullable(definition().byDefault());
    }

    /** Whether the value is a secret. */
    default boolean isSecret() {
        return form().isSecret();
    }

    /** The allowed values. */
    default AllowedValues form() {
        return definition().form();
    }

    /** The setting's meaning, in one line of Markdown. */
    default String meaning() {
        return definition().meaning();
    }
}
