package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.sandbox.web.ClientErrorException;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Statements in memory, in the order in which they were stored. Beyond the capacity the oldest is forgotten. Safe for
 * use by several threads.
 */
final class StatementMemory {

    private final NavigableMap<Long, StoredStatement> byPosition = new TreeMap<>();
    private final Map<UUID, StoredStatement> byId = new HashMap<>();
    private final Set<UUID> voided = new HashSet<>();
    private final Clock clock;
    private final int capacity;
    private long positions;
    private Instant latest = Instant.EPOCH;

    StatementMemory(Clock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /**
     * Stores all statements of the batch or, if it throws, none. Skips statements that are known with the same content.
     *
     * @param batch     valid statements by id
     * @param authority the authority of the statements
     * @throws ClientErrorException with 409 if an id is known with another content
     */
    synchronized void add(Map<UUID, ObjectNode> batch, JsonNode authority) {
        batch.forEach((id, received) -> {
            StoredStatement known = byId.get(id);
            if (known != null && !StatementEquality.same(known.json(), received)) {
                throw new ClientErrorException(409, "statement %s is known with other content; nothing was stored".formatted(id));
            }
        });
        Instant stored = nextTime();
        batch.forEach((id, received) -> {
            if (!byId.containsKey(id)) {
                keep(StoredStatement.of(++positions, id, stored, complete(id, received, stored, authority)));
            }
        });
    }

    /** The statement with this id; only a voided one, or only one that is not voided, as {@code ofVoided} says. */
    synchronized Optional<StoredStatement> find(UUID id, boolean ofVoided) {
        return Optional.ofNullable(byId.get(id)).filter(statement -> isVoided(statement) == ofVoided);
    }

    /** Up to {@code atMost} statements that match the query, in the query's order, without voided ones. */
    synchronized List<StoredStatement> list(StatementQuery query, int atMost) {
        NavigableMap<Long, StoredStatement> ordered = query.ascending() ? byPosition : byPosition.descendingMap();
        NavigableMap<Long, StoredStatement> rest =
                query.after() == null ? ordered : ordered.tailMap(query.after(), false);
        return rest.values().stream().filter(statement -> !isVoided(statement)).filter(query::matches)
                .limit(atMost).toList();
    }

    synchronized List<StoredStatement> all() {
        return List.copyOf(byPosition.values());
    }

    synchronized int size() {
        return byPosition.size();
    }

    synchronized void clear() {
        byPosition.clear();
        byId.clear();
        voided.clear();
    }

    /** A time before which no statement will be stored any more. */
    synchronized Instant consistentThrough() {
        Instant now = now();
        return now.isAfter(latest) ? now : latest;
    }

    /** A time that no earlier batch has, so that a client that reads on from {@code since} misses no statement. */
    private Instant nextTime() {
        Instant now = now();
        latest = now.isAfter(latest) ? now : latest.plus(1, ChronoUnit.MICROS);
        return latest;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void keep(StoredStatement statement) {
        byPosition.put(statement.position(), statement);
        byId.put(statement.id(), statement);
        statement.voided().ifPresent(voided::add);
        if (byPosition.size() > capacity) {
            StoredStatement oldest = byPosition.pollFirstEntry().getValue();
            byId.remove(oldest.id());
            oldest.voided().ifPresent(voided::remove);
        }
    }

    private boolean isVoided(StoredStatement statement) {
        return statement.voids() == null && voided.contains(statement.id());
    }

    /** Adds the values that a store assigns (Part 2, section 2.3.1); all others stay as received. */
    private static ObjectNode complete(UUID id, ObjectNode received, Instant stored, JsonNode authority) {
        ObjectNode statement = received.deepCopy();
        statement.put("id", id.toString());
        statement.put("stored", stored.toString());
        statement.set("authority", authority);
        if (!statement.has("timestamp")) {
            statement.put("timestamp", stored.toString());
        }
        if (!statement.has("version")) {
            statement.put("version", "1.0.0");
        }
        if (statement.path("context").path("contextActivities") instanceof ObjectNode activities) {
            ContextActivities.asArrays(activities);
        }
        return statement;
    }
}
