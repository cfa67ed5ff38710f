package serai.people.scim;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.people.source.KnownPerson;
import serai.people.source.PeopleSource;
import serai.settings.Settings;
import serai.settings.known.PeopleSetting;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * The active users of a SCIM server. All are read at first, and from time to time, since a filter does not tell who was deleted; in
 * between only those that have changed ({@code meta.lastModified}), where the server can filter. Changes that a failed reading has
 * missed come with the next. Safe for use by several threads.
 */
public final class ScimPeople implements PeopleSource {

    private static final Logger LOG = LoggerFactory.getLogger(ScimPeople.class);
    /** Changes from shortly before the last look are asked for again: a change may become visible later than it is dated. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final int ALL_PERCENT = 100;

    private final ScimServer server;
    private final String idAttribute;
    private final Duration fullEvery;
    private final int lackingMaxPercent;
    private final Clock clock;
    private volatile @Nullable ScimSnapshot people; // null until they were read
    private volatile @Nullable Instant fullAt; // null where all have to be read
    private Instant since = Instant.EPOCH;
    private Instant notBefore = Instant.MIN;
    private @Nullable Instant unfilteredAt; // when the server refused a filter, and then gave all; null while it filters
    private long version;
    private String told = "";

    /** As the settings say; asks nothing yet. */
    public ScimPeople(Settings settings, Clock clock) {
        this.server = new ScimServer(settings, clock);
        this.idAttribute = settings.text(PeopleSetting.SCIM_ID);
        this.fullEvery = Duration.ofHours(settings.number(PeopleSetting.SCIM_FULL_HOURS));
        this.lackingMaxPercent = settings.number(PeopleSetting.SHRINK_MAX_PERCENT);
        this.clock = clock;
    }

    /** Asks the server what has changed. */
    @Override
    public synchronized Object version() throws IOException {
        Instant now = clock.instant();
        if (notBefore.isAfter(now)) {
            throw new IOException("the SCIM server has asked for no requests until " + notBefore);
        }
        try (ScimConnection connection = server.connection()) {
            ScimSnapshot known = people;
            if (known == null || isPast(fullAt, now) || unfilteredAt != null && !isPast(unfilteredAt, now)) {
                readAll(server.list(connection), now);
            } else {
                int refusal = bringUpToDate(known, server.list(connection));
                if (refusal != 0) {
                    readAll(server.list(connection), now);
                    cannotFilter(refusal, now);
                } else {
                    unfilteredAt = null;
                }
            }
        } catch (ScimStatusException e) {
            notBefore = e.notBefore() == null ? Instant.MIN : e.notBefore();
            throw e;
        }
        return version;
    }

    /** Whether {@code serai.people.scim.full.hours} are over: time to read all, or to try the filter again. */
    private boolean isPast(@Nullable Instant last, Instant now) {
        return last == null || last.isAfter(now) || !last.plus(fullEvery).isAfter(now);
    }

    /** Passes on the people it has; asks the server only if it was never asked. */
    @Override
    public void read(Consumer<KnownPerson> to) throws IOException {
        if (people == null) {
            version();
        }
        ScimSnapshot known = people;
        if (known != null) {
            known.forEach(to);
        }
    }

    @Override
    public void notTaken() {
        fullAt = null;
    }

    private void readAll(ScimList list, Instant now) throws IOException {
        ScimSnapshot fresh = new ScimSnapshot();
        int[] without = new int[1];
        ScimList.Read read = list.read(null, user -> {
            KnownPerson person = person(user);
            without[0] += person == null && ScimUser.isActive(user) ? 1 : 0;
            fresh.put(user.path("id").asText(), person);
        });
        if (read.total() - read.users() > (long) read.total() * lackingMaxPercent / ALL_PERCENT) {
            throw new IOException("the SCIM server says that it has %s users, and gives %s".formatted(read.total(), read.users()));
        }
        if (fresh.size() == 0) {
            throw new IOException(without[0] == 0 ? "the SCIM server has no active users"
                    : "none of %s active users has the attribute %s; correct serai.people.scim.id".formatted(without[0],
                            idAttribute));
        }
        tell(without[0]);
        ScimSnapshot before = people;
        if (before == null || !before.isSame(fresh)) {
            version++;
            people = fresh;
        }
        since = read.date().minus(OVERLAP);
        fullAt = read.whole() ? now : null;
    }

    private void tell(int without) {
        String now = "%s active users have no %s, and are passed over (serai.people.scim.id)".formatted(without, idAttribute);
        if (without > 0 && !now.equals(told)) {
            LOG.info("Directory of people: {}.", now);
        }
        told = now;
    }

    /** The server has given all users without the filter, so it is the filter that it refuses. */
    private void cannotFilter(int status, Instant now) {
        if (unfilteredAt == null) {
            LOG.info(
                    "Directory of people: the SCIM server can't filter by meta.lastModified (it answers {}), so all people are "
                            + "read each time; set serai.people.refresh.seconds long enough for that. The filter is tried again in "
                            + "{} h.",
                    status, fullEvery.toHours());
        }
        unfilteredAt = now;
    }

    /** Merges changes in; returns 0, or the status with which the server refuses the filter. */
    private int bringUpToDate(ScimSnapshot known, ScimList list) throws IOException {
        String filter = "meta.lastModified gt \"%s\"".formatted(since.truncatedTo(ChronoUnit.SECONDS));
        boolean[] changed = new boolean[1];
        try {
            ScimList.Read read = list.read(filter, user -> changed[0] |= known.put(user.path("id").asText(), person(user)));
            if (read.users() >= read.total()) { // else what it has not given comes again
                since = read.date().minus(OVERLAP);
            }
            return 0;
        } catch (ScimStatusException e) {
            if (!e.isOfAFilter()) {
                throw e;
            }
            return e.status();
        } finally {
            version += changed[0] ? 1 : 0;
        }
    }

    /** Null for a user who is not active, or has no id of the organisation. */
    private @Nullable KnownPerson person(JsonNode user) {
        String id = ScimUser.id(user, idAttribute);
        return id.isEmpty() || !ScimUser.isActive(user) ? null : ScimUser.person(user, id);
    }
}
