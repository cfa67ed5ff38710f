package serai.console.access;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of those who have signed in, in memory: a restart ends them. One ends after half an hour without a request, and
 * after twelve hours in any case. Changes are accepted for two hours after a sign-in; after that, the page asks to sign in again.
 * There are {@value #MAX} sessions at the most; the oldest makes room. Safe for use by several threads.
 */
public final class Sessions {

    static final int MAX = 1_000;
    private static final Duration IDLE_MAX = Duration.ofMinutes(30);
    private static final Duration AGE_MAX = Duration.ofHours(12);
    /** How long after a sign-in changes are accepted: whoever finds a window left open hours later can change nothing. */
    private static final Duration FRESH = Duration.ofHours(2);
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Session(String user, String actor, String told, Role role, String token, Instant begun, Instant seen) {

        Session seenAt(Instant now) {
            return new Session(user, actor, told, role, token, begun, now);
        }
    }

    private final Clock clock;
    private final Map<String, Session> open = new LinkedHashMap<>();

    public Sessions(Clock clock) {
        this.clock = clock;
    }

    /**
     * Begins a session; returns its id, which only the browser's cookie has.
     *
     * @param user  what the page calls the person
     * @param actor the person in the audit log; it tells the way of signing in, so equal names of different ways are two persons
     * @param told  the person in Serai's log, with role and way of signing in: the name in the users' file, or a hash
     */
    synchronized String begin(String user, String actor, Role role, String told) {
        String id = secret();
        Instant now = clock.instant();
        open.put(id, new Session(user, actor, told, role, secret(), now, now));
        if (open.size() > MAX) {
            open.remove(open.keySet().iterator().next());
        }
        return id;
    }

    /** Whose session that is, in words for Serai's log; empty if there is none with that id. */
    public synchronized Optional<String> told(@Nullable String id) {
        return Optional.ofNullable(id == null ? null : open.get(id)).map(Session::told);
    }

    /** Ends a session, if there is one with that id. */
    public synchronized void end(String id) {
        open.remove(id);
    }

    /**
     * The visitor of a session.
     *
     * @param otherwise what a visitor without a session may do
     * @param isRequest whether the visitor makes a request, which keeps the session from ending; false for updates of a window
     */
    public synchronized Visitor visitor(@Nullable String id, Role otherwise, boolean isRequest) {
        Session session = id == null ? null : open.get(id);
        if (id == null || session == null) {
            return new Visitor(null, "", otherwise, null, false);
        }
        Instant now = clock.instant();
        if (session.seen.plus(IDLE_MAX).isBefore(now) || session.begun.plus(AGE_MAX).isBefore(now)) {
            open.remove(id);
            return new Visitor(null, "", otherwise, null, false);
        }
        if (isRequest) {
            open.put(id, session.seenAt(now));
        }
        return new Visitor(session.user, session.actor, session.role, session.token, session.begun.plus(FRESH).isAfter(now));
    }

    /** Whether that is the visitor's token; takes the same time whatever it is. */
    public static boolean isToken(Visitor visitor, @Nullable String token) {
        return visitor.token() != null && token != null
                && MessageDigest.isEqual(visitor.token().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** A text of 256 random bits. */
    static String secret() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
