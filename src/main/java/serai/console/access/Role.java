package serai.console.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do on the page; each role may do what the ones before it may. */
public enum Role {

    /** Sees the page for signing in, and nothing else. */
    NOBODY,
    /** Sees ids and counts, and no personal data. */
    VIEWER,
    /** Sees records as they are, and acts on them. */
    OPERATOR;

    /** Whether this role may do what the other one may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The role with that word; empty for one that nobody can be given. */
    static Optional<Role> named(String word) {
        return Arrays.stream(values()).filter(role -> role != NOBODY && role.word().equals(word)).findFirst();
    }

    /** The word in a users file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
