package serai.formats;

import java.util.Locale;

/** Writes a constant as names of settings and event types do: {@code LEARNING_PATH} as {@code learning-path}. */
final class HyphenatedName {

    private HyphenatedName() {
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
