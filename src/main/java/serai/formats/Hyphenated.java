package serai.formats;

import java.util.Locale;

/** How settings and types of events write constants: {@code LEARNING_PATH} as {@code learning-path}. */
final class Hyphenated {

    private Hyphenated() {
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
