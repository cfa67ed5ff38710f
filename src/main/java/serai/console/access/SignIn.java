package serai.console.access;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.text.VisibleLine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Signs users in. After five wrong passwords of one address, no password of that address is tried for a minute; wrong ones of
 * many addresses share two places, so that guessing takes two processors at the most. Safe for use by several threads.
 */
public final class SignIn {

    /** What came of a try. */
    public enum Outcome {
        /** The session is begun. */
        DONE,
        /** There is no such user with that password. */
        WRONG,
        /** The issuer has not said which groups the person is in, since there are too many. */
        GROUPS_LEFT_OUT,
        /** The password was not tried; later it may be. */
        NOT_TRIED
    }

    /**
     * @param outcome what came of it
     * @param session the new session's id; null if none is begun
     */
    public record Try(Outcome outcome, @Nullable String session) {
    }

    static final int WRONG_MAX = 5;
    static final int ADDRESSES_MAX = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 2;

    private record Wrong(int count, Instant last) {
    }

    private final ConsoleUsers users;
    private final Sessions sessions;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Wrong> wrong = new LinkedHashMap<>();

    public SignIn(ConsoleUsers users, Sessions sessions, Clock clock) {
        this.users = users;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Whether somebody has a password. */
    public boolean isPossible() {
        return !users.isEmpty();
    }

    /** Tries a password; blocks for a run of PBKDF2. */
    public Try of(String address, String name, String password) {
        if (isPaused(address) || !places.tryAcquire()) {
            return new Try(Outcome.NOT_TRIED, null);
        }
        try {
            Role role = users.role(name, password);
            if (role == Role.NOBODY) {
                note(address);
                return new Try(Outcome.WRONG, null);
            }
            forget(address);
            return new Try(Outcome.DONE,
                    sessions.begin(name, "page:" + name, role,
                            "%s (%s, by password)".formatted(VisibleLine.escaped(name, ""), role.word())));
        } finally {
            places.release();
        }
    }

    private synchronized boolean isPaused(String address) {
        Wrong known = wrong.get(address);
        if (known != null && !known.last.plus(PAUSE).isAfter(clock.instant())) {
            wrong.remove(address);
            return false;
        }
        return known != null && known.count >= WRONG_MAX;
    }

    private synchronized void note(String address) {
        Wrong before = wrong.remove(address);
        int count = before == null ? 1 : before.count + 1;
        wrong.put(address, new Wrong(count, clock.instant()));
        if (wrong.size() > ADDRESSES_MAX) {
            wrong.remove(wrong.keySet().iterator().next());
        }
        if (count == WRONG_MAX) {
            LOG.warn("Five wrong passwords for the operations page from {}; none from there is tried for a minute.", address);
        }
    }

    private synchronized void forget(String address) {
        wrong.remove(address);
    }
}
