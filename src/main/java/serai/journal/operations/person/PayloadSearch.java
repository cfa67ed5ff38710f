package serai.journal.operations.person;

import org.jspecify.annotations.Nullable;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.Rows;
import serai.model.CanonicalJson;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import static serai.journal.operations.person.PersonIdentifiers.lower;

/**
 * Finds a person in bodies that name no learner in a form that Serai knows: refused ones, and unrouted events of unknown types.
 * It looks for the person's accounts, and for the addresses and the client's own ids in the person's records. Changes nothing.
 *
 * @param until bodies that were received later are not looked at
 */
record PayloadSearch(JournalQuery reading, Instant until) {

    private static final int PAGE = 100;
    private static final String REJECTED =
            "SELECT nr, source, body, received_at FROM rejected WHERE nr > ? ORDER BY nr LIMIT " + PAGE;
    private static final String UNROUTED = """
            SELECT seq, json, raw FROM aside
            WHERE destination = 'unrouted' AND json IS NOT NULL AND raw IS NOT NULL AND seq > ? ORDER BY seq LIMIT\s""" + PAGE;

    /**
     * @param named    as the person was named
     * @param isTheirs whether only the person has an address or a client's own id
     */
    PersonIdentifiers identifiers(Person named, Set<Person> accounts, List<Long> seqs, Predicate<String> isTheirs)
            throws SQLException {
        Set<Person> ids = new HashSet<>(accounts);
        Set<String> own = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        if (named.platform() == null && named.identifier().contains("@")) {
            addresses.add(lower(named.identifier()));
        } else if (named.platform() == null
                && accounts.stream().noneMatch(account -> account.identifier().equalsIgnoreCase(named.identifier()))) {
            own.add(lower(named.identifier()));
            if (accounts.isEmpty()) {
                ids.add(named); // the journal knows no account, so the operator's word decides
            }
        }
        Map<String, Boolean> theirs = new HashMap<>();
        for (LearningRecord record : new DifferentLearners(reading).of(seqs)) {
            Learner learner = Objects.requireNonNull(record.learner(), "only such are given");
            Stream.of(learner.externalId()).filter(Objects::nonNull).filter(id -> theirs.computeIfAbsent(id, isTheirs::test))
                    .forEach(id -> own.add(lower(id)));
            Stream.of(learner.contact()).filter(Objects::nonNull).filter(id -> theirs.computeIfAbsent(id, isTheirs::test))
                    .forEach(contact -> addresses.add(lower(contact)));
        }
        return new PersonIdentifiers(Set.copyOf(ids), Set.copyOf(own), Set.copyOf(addresses));
    }

    /** The refused bodies that name the person. */
    List<DeadLetterId> refused(PersonIdentifiers person) {
        List<DeadLetterId> found = new ArrayList<>();
        each(REJECTED, row -> {
            if (row.getLong(4) <= ColumnCodec.micros(until) && person.areIn(row.getBytes(3), platform(row.getString(2)))) {
                found.add(new DeadLetterId(Content.REJECTED, row.getString(2), row.getLong(1)));
            }
            return row.getLong(1);
        });
        return found;
    }

    /** The sequence numbers of unrouted events of which no learner was read, and whose payload names the person. */
    List<Long> unrouted(PersonIdentifiers person) {
        List<Long> found = new ArrayList<>();
        each(UNROUTED, row -> {
            LearningRecord record = CanonicalJson.read(new String(row.getBytes(2), StandardCharsets.UTF_8));
            if (record.learner() == null && !record.receivedAt().isAfter(until)
                    && person.areIn(row.getBytes(3), record.platform())) {
                found.add(row.getLong(1));
            }
            return row.getLong(1);
        });
        return found;
    }

    private void each(String page, Rows.FromRow<Long> row) {
        List<Long> read = List.of(0L);
        do {
            read = reading.rows(page, row, read.get(read.size() - 1));
        } while (read.size() == PAGE);
    }

    /** The platform of a source: the source's name is the platform's, or begins with it. Null if the name shows no platform. */
    private static @Nullable Platform platform(String source) {
        String name = lower(source);
        return Arrays.stream(Platform.values()).filter(one -> name.matches(lower(one.name()) + "([^a-z].*)?")).findFirst()
                .orElse(null);
    }
}
