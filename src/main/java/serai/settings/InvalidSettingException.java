package serai.settings;

import org.jspecify.annotations.Nullable;

/** A setting can't be used. The message is one line that names the setting, and the place where it is set if that is known. */
public final class InvalidSettingException extends IllegalArgumentException {

    private final String key;
    private final String subject;
    private final String why;

    InvalidSettingException(String key, String subject, String place, String why, @Nullable Throwable cause) {
        super("%s%s: %s".formatted(subject, place, why), cause);
        this.key = key;
        this.subject = subject;
        this.why = why;
    }

    /** The name as it is written, which may be that of an environment variable. */
    public String key() {
        return key;
    }

    /** The name; with the value where that is no secret. */
    public String subject() {
        return subject;
    }

    /** Why it can't be used. */
    public String why() {
        return why;
    }
}
