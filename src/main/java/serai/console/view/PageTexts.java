package serai.console.view;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the page: one bundle, so that another language is another file. */
public final class PageTexts {

    private final ResourceBundle bundle = ResourceBundle.getBundle("serai.console.texts", Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

    /** @throws java.util.MissingResourceException if the bundle has no such text */
    public String of(String key) { // an apostrophe is doubled in all texts, with places or without
        return of(key, new Object[0]);
    }

    /** The text of a word that a command prints; the word itself, if the bundle has no text: another version has written it. */
    public String word(String key, String otherwise) {
        return bundle.containsKey(key) ? of(key) : otherwise;
    }

    /** A text with its places {@code {0}}, {@code {1}}, … filled in. */
    public String of(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(values);
    }
}
