package serai.people.scim;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A list of users, page after page. Servers count wrongly, so the next page begins after the users received so far, and only a page
 * without users and cursor ends the list. A list that never ends is given up: at the greatest number of users, or of pages, after
 * an hour, and where a page has nobody new.
 */
final class ScimList {

    private static final Duration READING_MAX = Duration.ofHours(1);

    private final ScimConnection connection;
    private final int count;
    private final int max;
    private final Clock clock;

    /**
     * What was read.
     *
     * @param users how many users there were
     * @param total how many the server says that there are, on the last page; -1 if it does not say so
     * @param whole whether the total never fell while the list was read; if it fell, somebody may have been passed over
     * @param date  the server's time when the reading began
     */
    record Read(int users, int total, boolean whole, Instant date) {
    }

    /**
     * @param count users to a page
     * @param max   users at the most
     */
    ScimList(ScimConnection connection, int count, int max, Clock clock) {
        this.connection = connection;
        this.count = count;
        this.max = max;
        this.clock = clock;
    }

    /**
     * Passes each user on, once.
     *
     * @param filter null for all users
     * @throws IOException if not all users can be read; the message is one line, and names nobody
     */
    Read read(@Nullable String filter, Consumer<JsonNode> to) throws IOException {
        Instant end = clock.instant().plus(READING_MAX);
        Set<String> seen = new HashSet<>();
        Set<String> emptyBefore = new HashSet<>(); // of pages without users: the same cursor again has no users again
        ScimPage page = connection.page(filter, 1, null, count);
        Instant begun = page.date();
        int next = 1;
        int total = page.total();
        boolean whole = true;
        for (int pages = 1; !page.users().isEmpty() || page.cursor() != null; pages++) {
            if (!page.users().isEmpty() && isOld(page, seen, to)) {
                if (page.cursor() != null || seen.size() < page.total()) {
                    throw sameAgain(page, seen.size());
                }
                break;
            }
            if (page.users().isEmpty() && !emptyBefore.add(String.valueOf(page.cursor()))) {
                throw sameAgain(page, seen.size());
            }
            if (pages > max) { // the bound of users does not bound pages without users
                throw new IOException("the SCIM server gives more than %s pages; raise serai.people.max".formatted(max));
            }
            if (clock.instant().isAfter(end)) {
                throw new IOException("the SCIM server has taken longer than %s minutes; raise serai.people.scim.page.size"
                        .formatted(READING_MAX.toMinutes()));
            }
            next += page.users().size();
            ScimPage following = following(filter, next, page, seen.size());
            if (following == null) {
                break;
            }
            page = following;
            whole &= page.total() >= total;
            total = page.total();
        }
        return new Read(seen.size(), total, whole, begun);
    }

    private static IOException sameAgain(ScimPage page, int seen) {
        return new IOException("the SCIM server gives the same users again and again (after %s%s); it does not heed %s".formatted(
                seen, page.total() < 0 ? "" : " of " + page.total(), page.cursor() == null ? "startIndex" : "cursor"));
    }

    /** The next page; null if there is none. */
    private @Nullable ScimPage following(@Nullable String filter, int next, ScimPage page, int seen) throws IOException {
        if (page.cursor() == null && page.total() < 0) {
            return null; // the server has cursors, and this was the last
        }
        try {
            return connection.page(filter, next, page.cursor(), count);
        } catch (ScimStatusException e) {
            if (e.isOfAPage() && page.cursor() == null && seen >= page.total()) {
                return null; // it refuses to look behind the last page
            }
            throw e;
        }
    }

    /** Passes on the users that were not seen before; returns whether there were none. */
    private boolean isOld(ScimPage page, Set<String> seen, Consumer<JsonNode> to) throws IOException {
        boolean old = true;
        for (JsonNode user : page.users()) {
            String id = user.path("id").asText("");
            if (id.isEmpty()) {
                throw new IOException("the SCIM server gives a user without an id");
            }
            if (seen.add(id)) {
                old = false;
                if (seen.size() > max) {
                    throw new IOException(
                            "it has more than %s users, active or not; raise serai.people.max, and the memory of the process"
                                    .formatted(max));
                }
                to.accept(user);
            }
        }
        return old;
    }
}
