package serai.settings;

import java.util.Locale;

/** The environment variable by which a setting can be set, of Serai or of Camel. */
public final class EnvironmentVariable {

    /** The end of the name of a variable that names a file with the value, such as {@code SERAI_LRS_PASSWORD_FILE}. */
    public static final String OF_FILE = "_FILE";

    private EnvironmentVariable() {
    }

    /** The variable's name, such as {@code SERAI_LRS_URL} for {@code serai.lrs.url}. */
    public static String of(String key) {
        String upper = key.toUpperCase(Locale.ROOT); // without a pattern: each placeholder of each context comes here
        StringBuilder name = new StringBuilder(upper.length());
        for (int i = 0; i < upper.length(); i++) {
            char letter = upper.charAt(i);
            name.append(letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9' ? letter : '_');
        }
        return name.toString();
    }
}
