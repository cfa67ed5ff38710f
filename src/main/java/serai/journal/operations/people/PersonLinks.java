package serai.journal.operations.people;

import org.jspecify.annotations.Nullable;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.audit.AuditLogContent;
import serai.journal.operations.audit.AuditedActs;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.Transaction;
import serai.model.Platform;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static serai.installation.Installation.SERAI;

/**
 * The links that operators have made: which person a learner of a platform is. Each change is in the audit log, without the
 * person.
 */
public final class PersonLinks {

    /** How many links one transaction makes. */
    private static final int PAGE = 500;
    private final JournalQuery reading;
    private final AuditedActs acts;
    private final Clock clock;

    /** A link, and whether its checksum is right. */
    private record Stored(PersonLink link, boolean isWhole) {
    }

    public PersonLinks(JournalQuery reading, AuditedActs acts, Clock clock) {
        this.reading = reading;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * Numbers that differ after each change of the links, and are the same if nothing was changed. The sums also show a change
     * by a transaction that took a lower number and committed later, as can happen in PostgreSQL.
     */
    public List<Long> version() {
        return reading.rows("SELECT count(*), coalesce(sum(nr), 0), coalesce(sum(sum), 0) FROM person_link",
                row -> List.of(row.getLong(1), row.getLong(2), row.getLong(3))).get(0);
    }

    /**
     * All links, by platform and learner.
     *
     * @throws JournalUnavailableException if one of them is damaged: nobody may be taken for somebody else
     */
    public List<PersonLink> all() {
        return all(reading);
    }

    /** As {@link #all()}, for callers that only read. */
    public static List<PersonLink> all(JournalQuery reading) {
        return reading.rows("SELECT platform, learner, person, at, sum FROM person_link ORDER BY platform, learner", row -> {
            if (row.getLong(5) != Checksum.of(row.getString(1), row.getString(2), row.getString(3))) {
                throw new JournalUnavailableException(
                        ("%s: a link of a person is damaged (wrong checksum), and no record is matched: "
                                + "restore a backup (" + SERAI + " restore)").formatted(reading.place()),
                        null);
            }
            return new PersonLink(Platform.valueOf(row.getString(1)), row.getString(2), row.getString(3),
                    ColumnCodec.instant(row.getLong(4)));
        });
    }

    /** The links of a learner, whatever the case of the id; an id in several spellings may have several. */
    public List<PersonLink> of(Platform platform, String learner) {
        return all().stream().filter(link -> link.platform() == platform && link.learner().equalsIgnoreCase(learner)).toList();
    }

    /**
     * Links learners to persons, in place of these learners' earlier links. Up to 500 links are made in one transaction; after
     * an exception, those of earlier transactions are made.
     *
     * @param why the operator's reason; kept in the audit log
     * @return how many links are new or changed
     */
    public int link(List<PersonLink> links, @Nullable String why) {
        int changed = 0;
        for (int from = 0; from < links.size(); from += PAGE) {
            List<PersonLink> page = links.subList(from, Math.min(links.size(), from + PAGE));
            changed += acts.act("link", changed, transaction -> link(transaction, page),
                    count -> new AuditLogContent(page.size() == 1 ? subject(page.get(0)) : "import", count, why));
        }
        return changed;
    }

    private int link(Transaction transaction, List<PersonLink> links) throws SQLException {
        int changed = 0;
        for (PersonLink link : links) {
            String platform = link.platform().name();
            boolean same = transaction.rows("SELECT person FROM person_link WHERE platform = ? AND learner = ?",
                    row -> row.getString(1), platform, link.learner()).contains(link.person());
            if (!same) {
                transaction.update("DELETE FROM person_link WHERE platform = ? AND learner = ?", platform, link.learner());
                transaction.update("INSERT INTO person_link (platform, learner, person, at, sum) VALUES (?, ?, ?, ?, ?)", platform,
                        link.learner(), link.person(), ColumnCodec.micros(clock.instant()),
                        Checksum.of(platform, link.learner(), link.person()));
                changed++;
            }
        }
        return changed;
    }

    /**
     * Takes a link back.
     *
     * @return whether there was one
     */
    public boolean unlink(Platform platform, String learner, @Nullable String why) {
        return acts.act("unlink", transaction -> transaction.update(
                "DELETE FROM person_link WHERE platform = ? AND learner = ?", platform.name(), learner),
                count -> new AuditLogContent(name(platform, learner), count, why)) > 0;
    }

    /** Whether a learner has a link that was made at that time or before, whatever the case of the id. */
    public boolean has(Platform platform, String learner, Instant until) {
        return !reading.rows("SELECT 1 FROM person_link WHERE platform = ? AND lower(learner) = lower(?) AND at <= ?", row -> 1,
                platform.name(), learner, ColumnCodec.micros(until)).isEmpty();
    }

    /**
     * Deletes the links of a learner that were made at that time or before, whatever the case of the id. Returns their number.
     */
    public static int delete(Transaction transaction, Platform platform, String learner, Instant until) throws SQLException {
        return transaction.update("DELETE FROM person_link WHERE platform = ? AND lower(learner) = lower(?) AND at <= ?",
                platform.name(), learner, ColumnCodec.micros(until));
    }

    /** As {@link #all()}, without damaged links: nobody is found by a damaged link, but the others still count. */
    public static List<PersonLink> whole(JournalQuery reading) {
        return stored(reading).stream().filter(Stored::isWhole).map(Stored::link).toList();
    }

    /** As {@link #whole(JournalQuery)}, of this journal. */
    public List<PersonLink> whole() {
        return whole(reading);
    }

    /** How many links are damaged. */
    public long damaged() {
        return version().get(0) - whole().size();
    }

    /** All links, damaged ones too: when a person is forgotten, it is enough that a link may be that person's. */
    public static List<PersonLink> unchecked(JournalQuery reading) {
        return stored(reading).stream().map(Stored::link).toList();
    }

    /** As {@link #unchecked(JournalQuery)}, of this journal. */
    public List<PersonLink> unchecked() {
        return unchecked(reading);
    }

    /** All links, except those that name an unknown platform. */
    private static List<Stored> stored(JournalQuery reading) {
        List<Stored> links = new ArrayList<>();
        for (Platform platform : Platform.values()) {
            links.addAll(reading.rows("SELECT learner, person, at, sum FROM person_link WHERE platform = ?",
                    row -> new Stored(
                            new PersonLink(platform, row.getString(1), row.getString(2), ColumnCodec.instant(row.getLong(3))),
                            row.getLong(4) == Checksum.of(platform.name(), row.getString(1), row.getString(2))),
                    platform.name()));
        }
        return links;
    }

    private static String subject(PersonLink link) {
        return name(link.platform(), link.learner());
    }

    /** The platform and its id of a learner. Without access to the platform, it does not show who that is. */
    static String name(Platform platform, String learner) {
        return platform.name().toLowerCase(Locale.ROOT) + ":" + learner;
    }
}
