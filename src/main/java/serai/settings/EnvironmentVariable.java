package serai.settings;

import java.util.Locale;

/** The environment variable by which a setting can be set, of Serai or of Camel. */
public final class EnvironmentVariable {

    private EnvironmentVariable() {
    }

    /** The variable's name, such as {@code SERAI_LRS_URL} for {@code serai.lrs.url}. */
    public static String of(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
