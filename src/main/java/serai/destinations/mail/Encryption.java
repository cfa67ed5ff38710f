package serai.destinations.mail;

import java.util.Locale;

/** How a connection to a mail server is encrypted. */
enum Encryption {

    /** It begins in clear; nothing but a greeting is sent until it is encrypted. */
    STARTTLS,
    /** It is encrypted from its beginning. */
    TLS,
    /** It is in clear. */
    NONE;

    /** @throws IllegalArgumentException if there is none of that name */
    static Encryption named(String name) {
        for (Encryption one : values()) {
            if (one.word().equals(name.strip())) {
                return one;
            }
        }
        throw new IllegalArgumentException("tls of a mail server is '%s'; set starttls, tls or none".formatted(name));
    }

    /** Its name in the settings. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in Jakarta Mail. */
    String protocol() {
        return this == TLS ? "smtps" : "smtp";
    }
}
