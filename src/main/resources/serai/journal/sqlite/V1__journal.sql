-- Times are microseconds since 1970-01-01 UTC.

-- What records have in common, each combination once: a record with sixteen destinations is no larger than one with one.
-- AUTOINCREMENT: a number never comes to mean another combination.
CREATE TABLE kind (
    nr           INTEGER PRIMARY KEY AUTOINCREMENT,
    source       TEXT    NOT NULL,
    type         TEXT    NOT NULL,
    redraw       INTEGER NOT NULL CHECK (redraw IN (0, 1)),
    destinations TEXT    NOT NULL, -- sorted, a blank before and after each name
    sum          INTEGER NOT NULL, -- CRC-32C of all columns before it
    UNIQUE (source, type, redraw, destinations)
) STRICT;

-- A record batch: what one commit has appended. Its records have the sequence numbers from base_seq on. Its format is in
-- docs/journal.md. The body comes last: SQLite reads the columns before it without it.
CREATE TABLE record_batch (
    base_seq      INTEGER PRIMARY KEY,
    count         INTEGER NOT NULL CHECK (count > 0),
    kinds         BLOB    NOT NULL, -- of each record; then a checksum of all columns but the body
    received_from INTEGER NOT NULL, -- the earliest time of receipt
    received_to   INTEGER NOT NULL,
    body          BLOB    NOT NULL
) STRICT;
-- For a replay of a time that is not long: sequence numbers don't follow the time of receipt where an append had to wait,
-- the clock was set back, or an operator has let an old event in.
CREATE INDEX record_batch_received ON record_batch (received_to, received_from); -- and base_seq

-- The sequence numbers that no batch has, and none is to have: of records that were purged, and those left out behind a batch
-- that did not tell how many records it has. Each other number up to the last one is in a batch, so a batch that is lost is
-- missed. Ranges that adjoin are one.
CREATE TABLE purged (
    last_seq  INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL UNIQUE
) STRICT;

-- A sequence number that the journal remembers.
--   sorted: of the last record whose identity and completion are in the tables below; those of later records are in the batches.
CREATE TABLE position (
    name TEXT    PRIMARY KEY,
    seq  INTEGER NOT NULL,
    sum  INTEGER NOT NULL -- CRC-32C of both
) STRICT, WITHOUT ROWID;

-- Outlives its record. The time comes first, so that rows are added at the end of the index. The time of an unknown type is 0.
CREATE TABLE identity (
    occurred_at  INTEGER NOT NULL,
    id           BLOB    NOT NULL,
    digest       BLOB    NOT NULL, -- of the canonical record without its received time
    received_day INTEGER NOT NULL, -- days since 1970-01-01
    PRIMARY KEY (occurred_at, id)
) STRICT, WITHOUT ROWID;

-- When a learner has completed a course: a start soon after that is one that the platform sends again when it redraws a page.
-- Outlives its record.
CREATE TABLE completion (
    course       BLOB    NOT NULL, -- of a learner: the hash of both
    completed_at INTEGER NOT NULL,
    PRIMARY KEY (course, completed_at)
) STRICT, WITHOUT ROWID;

-- Which records are of a learner: by a keyed hash of each of the learner's identifiers. The key is fixed at the first start. A
-- run has the entries of successive records, those of other runs' records too where two processes have sorted them.
CREATE TABLE learner_run (
    first_seq INTEGER PRIMARY KEY,
    last_seq  INTEGER NOT NULL,
    entries   BLOB    NOT NULL, -- hash and sequence number, eight bytes each, in the order of the hashes
    sum       INTEGER NOT NULL -- CRC-32C of all columns before it
) STRICT;

CREATE TABLE destination (
    name          TEXT    PRIMARY KEY,
    cursor        INTEGER NOT NULL,
    routed        INTEGER NOT NULL DEFAULT 0,
    delivered     INTEGER NOT NULL DEFAULT 0,
    pending       INTEGER NOT NULL DEFAULT 0,
    dead_lettered INTEGER NOT NULL DEFAULT 0,
    dropped       INTEGER NOT NULL DEFAULT 0,
    failures      INTEGER NOT NULL DEFAULT 0,
    next_attempt  INTEGER,
    stopped       TEXT CHECK (stopped IN ('forbidden', 'misconfigured')),
    failure       TEXT,
    refuse_next   INTEGER NOT NULL DEFAULT 0,
    -- How far records may have been given to a destination's route without being noted, as the last settlement says: up to this
    -- number, and so many behind the cursor. What comes again is told as a repeat by that, whatever the batch size is by then.
    given_up_to   INTEGER,
    ahead         INTEGER,
    -- How many of the delivered records the destination's route has left out: it has ended well and sent them nowhere.
    left_out      INTEGER NOT NULL DEFAULT 0,
    -- The last sequence number that was named for it: if the newest batches are lost, their records are missed.
    last_named    INTEGER NOT NULL DEFAULT 0,
    -- The sum of the numbers above. The triggers below keep it: they add what a change adds, so that a bit that has changed on the
    -- disk is found, and no later change covers it up.
    sum           INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TRIGGER destination_added AFTER INSERT ON destination
BEGIN
    UPDATE destination
    SET sum = cursor + routed + delivered + pending + dead_lettered + dropped + failures + coalesce(next_attempt, 0)
            + refuse_next + coalesce(given_up_to, 0) + coalesce(ahead, 0) + left_out + last_named
    WHERE name = NEW.name;
END;

CREATE TRIGGER destination_changed
AFTER UPDATE OF cursor, routed, delivered, pending, dead_lettered, dropped, failures, next_attempt, refuse_next, given_up_to
    , ahead, left_out, last_named ON destination
BEGIN
    UPDATE destination
    SET sum = sum + NEW.cursor - OLD.cursor + NEW.routed - OLD.routed + NEW.delivered - OLD.delivered
            + NEW.pending - OLD.pending + NEW.dead_lettered - OLD.dead_lettered + NEW.dropped - OLD.dropped
            + NEW.failures - OLD.failures + coalesce(NEW.next_attempt, 0) - coalesce(OLD.next_attempt, 0)
            + NEW.refuse_next - OLD.refuse_next + coalesce(NEW.given_up_to, 0) - coalesce(OLD.given_up_to, 0)
            + coalesce(NEW.ahead, 0) - coalesce(OLD.ahead, 0) + NEW.left_out - OLD.left_out
            + NEW.last_named - OLD.last_named
    WHERE name = NEW.name;
END;

-- Behind its cursor a destination has delivered all that it was named for, except what has a row here; the rows before the
-- cursor are passed over when it comes there. Rows outlive delivery, so that a replay knows what was sent. What still has to be
-- sent or decided about has a copy of its record, so that it does not keep the record's batch from being purged.
-- unrouted: the router had no destination for it; of the destination 'unrouted' only.
CREATE TABLE aside (
    destination  TEXT    NOT NULL,
    seq          INTEGER NOT NULL,
    type         TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('held', 'requeued', 'dead', 'dropped', 'delivered', 'unrouted')),
    counted      TEXT    NOT NULL CHECK (counted IN ('pending', 'delivered', 'dead', 'dropped')),
    next_attempt INTEGER,
    attempts     INTEGER NOT NULL DEFAULT 0, -- those that count
    tries        INTEGER NOT NULL DEFAULT 0, -- all
    others       INTEGER NOT NULL DEFAULT 0, -- the destination's delivered records at the last try
    in_run       INTEGER NOT NULL DEFAULT 0, -- dead, but perhaps by the destination's fault
    class        TEXT,
    reason       TEXT,
    status       INTEGER,
    answer       TEXT,
    translated   TEXT,
    mapping      TEXT,
    why          TEXT,                       -- what an operator said
    edited       TEXT,                       -- the record as an operator has mended it: sent instead of the one received
    edited_sum   INTEGER,                    -- CRC-32C, as of all columns of that name: a bit that has changed on the disk is found
    -- How the last request left: the method and address, or the statement's file; and the body, up to a bound.
    request      TEXT,
    request_body TEXT,
    changed_at   INTEGER NOT NULL,
    -- The copy of the record.
    kind         INTEGER,
    received_at  INTEGER,
    json         TEXT,
    json_sum     INTEGER,                    -- of the sequence number and the kind, in eight bytes each, and json
    raw          BLOB,
    raw_sum      INTEGER,
    sum          INTEGER NOT NULL DEFAULT 0, -- of the numbers that decide, kept by the triggers below as a destination's
    PRIMARY KEY (destination, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX aside_by_state ON aside (destination, state, next_attempt, seq);
CREATE INDEX aside_in_run ON aside (destination, type) WHERE in_run = 1;

CREATE TRIGGER aside_added AFTER INSERT ON aside
BEGIN
    UPDATE aside
    SET sum = seq + coalesce(next_attempt, 0) + attempts + tries + others + in_run + changed_at + coalesce(kind, 0)
            + coalesce(received_at, 0)
    WHERE destination = NEW.destination AND seq = NEW.seq;
END;

CREATE TRIGGER aside_changed
AFTER UPDATE OF seq, next_attempt, attempts, tries, others, in_run, changed_at, kind, received_at ON aside
BEGIN
    UPDATE aside
    SET sum = sum + NEW.seq - OLD.seq + coalesce(NEW.next_attempt, 0) - coalesce(OLD.next_attempt, 0)
            + NEW.attempts - OLD.attempts + NEW.tries - OLD.tries + NEW.others - OLD.others + NEW.in_run - OLD.in_run
            + NEW.changed_at - OLD.changed_at + coalesce(NEW.kind, 0) - coalesce(OLD.kind, 0)
            + coalesce(NEW.received_at, 0) - coalesce(OLD.received_at, 0)
    WHERE destination = NEW.destination AND seq = NEW.seq;
END;

-- Every attempt at a record by itself that has failed.
CREATE TABLE failed_attempt (
    nr          INTEGER PRIMARY KEY AUTOINCREMENT,
    destination TEXT    NOT NULL,
    seq         INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    class       TEXT    NOT NULL,
    status      INTEGER,
    reason      TEXT    NOT NULL,
    mapping     TEXT
) STRICT;
CREATE INDEX failed_attempt_of ON failed_attempt (destination, seq);

-- What a destination's route wants remembered, written by the transaction that ends a page.
CREATE TABLE remembered (
    destination TEXT NOT NULL,
    name        TEXT NOT NULL,
    value       TEXT NOT NULL,
    sum         INTEGER NOT NULL, -- CRC-32C of all columns before it
    PRIMARY KEY (destination, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
    name            TEXT    PRIMARY KEY,
    accepted        INTEGER NOT NULL DEFAULT 0,
    duplicates      INTEGER NOT NULL DEFAULT 0,
    differing       INTEGER NOT NULL DEFAULT 0,
    rejected        INTEGER NOT NULL DEFAULT 0,
    filtered        INTEGER NOT NULL DEFAULT 0,
    -- What of a source nothing purges by itself, in bytes, counted by the transactions that change it: nobody looks through the
    -- journal for it. What comes in is counted by Serai, once a commit; what becomes of it later by the triggers below.
    unrouted_bytes  INTEGER NOT NULL DEFAULT 0,
    dead_bytes      INTEGER NOT NULL DEFAULT 0,
    differing_bytes INTEGER NOT NULL DEFAULT 0,
    -- Differing events that nobody has decided about and that were too old.
    forgotten       INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Events known already, that came again with other content: dead letters of their source.
CREATE TABLE differing (
    nr           INTEGER PRIMARY KEY AUTOINCREMENT,
    source       TEXT    NOT NULL,
    id           BLOB    NOT NULL,
    digest       BLOB    NOT NULL,
    received_at  INTEGER NOT NULL,
    type         TEXT    NOT NULL,
    destinations TEXT    NOT NULL, -- that the router has named for it, as in kind
    kind_sum     INTEGER NOT NULL, -- of source, type and destinations
    json         TEXT    NOT NULL,
    json_sum     INTEGER NOT NULL,
    raw          BLOB    NOT NULL,
    raw_sum      INTEGER NOT NULL,
    state        TEXT    NOT NULL DEFAULT 'dead' CHECK (state IN ('dead', 'accepted', 'dropped')),
    why          TEXT,
    changed_at   INTEGER NOT NULL,
    UNIQUE (id, digest)
) STRICT;

-- Bodies that were no event; only the newest are kept.
CREATE TABLE rejected (
    nr          INTEGER PRIMARY KEY AUTOINCREMENT,
    source      TEXT    NOT NULL,
    received_at INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    body        BLOB    NOT NULL
) STRICT;

-- What was fixed at the first start.
CREATE TABLE fixed (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Events that were not acknowledged because the routes have named no destination for them: one row a type, until one is kept.
CREATE TABLE unkept (
    source  TEXT    NOT NULL,
    type    TEXT    NOT NULL,
    route   TEXT    NOT NULL,
    count   INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (source, type)
) STRICT, WITHOUT ROWID;

-- Which records a route has left out, a bit each, so that a replay that sends one takes it out of the count. A block has 4096
-- sequence numbers; one without such a record has no row.
CREATE TABLE left_out (
    destination TEXT    NOT NULL,
    block       INTEGER NOT NULL, -- the sequence number divided by 4096
    bits        BLOB    NOT NULL, -- the lowest bit of the first byte is the first number's
    PRIMARY KEY (destination, block)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER unrouted_decided AFTER UPDATE OF state ON aside WHEN OLD.state = 'unrouted' AND NEW.state <> 'unrouted'
BEGIN
    UPDATE source SET unrouted_bytes = unrouted_bytes - (coalesce(octet_length(OLD.json), 0) + coalesce(octet_length(OLD.raw), 0))
    WHERE name = (SELECT source FROM kind WHERE nr = OLD.kind);
END;

CREATE TRIGGER unrouted_sent_on AFTER DELETE ON aside WHEN OLD.state = 'unrouted'
BEGIN
    UPDATE source SET unrouted_bytes = unrouted_bytes - (coalesce(octet_length(OLD.json), 0) + coalesce(octet_length(OLD.raw), 0))
    WHERE name = (SELECT source FROM kind WHERE nr = OLD.kind);
END;

CREATE TRIGGER dead_letter_added AFTER INSERT ON aside WHEN NEW.counted = 'dead'
BEGIN
    UPDATE source SET dead_bytes = dead_bytes
            + coalesce(octet_length(NEW.json), 0) + coalesce(octet_length(NEW.raw), 0)
            + coalesce(octet_length(NEW.translated), 0) + coalesce(octet_length(NEW.answer), 0) + coalesce(octet_length(NEW.edited), 0)
            + coalesce(octet_length(NEW.request), 0) + coalesce(octet_length(NEW.request_body), 0)
    WHERE name = (SELECT source FROM kind WHERE nr = NEW.kind);
END;

CREATE TRIGGER dead_letter_changed
AFTER UPDATE OF counted, json, raw, translated, answer, edited, request, request_body ON aside
WHEN OLD.counted = 'dead' OR NEW.counted = 'dead'
BEGIN
    UPDATE source SET dead_bytes = dead_bytes
        + (NEW.counted = 'dead') * (coalesce(octet_length(NEW.json), 0) + coalesce(octet_length(NEW.raw), 0)
            + coalesce(octet_length(NEW.translated), 0) + coalesce(octet_length(NEW.answer), 0) + coalesce(octet_length(NEW.edited), 0)
            + coalesce(octet_length(NEW.request), 0) + coalesce(octet_length(NEW.request_body), 0))
        - (OLD.counted = 'dead') * (coalesce(octet_length(OLD.json), 0) + coalesce(octet_length(OLD.raw), 0)
            + coalesce(octet_length(OLD.translated), 0) + coalesce(octet_length(OLD.answer), 0) + coalesce(octet_length(OLD.edited), 0)
            + coalesce(octet_length(OLD.request), 0) + coalesce(octet_length(OLD.request_body), 0))
    WHERE name = (SELECT source FROM kind WHERE nr = NEW.kind);
END;

CREATE TRIGGER differing_decided AFTER UPDATE OF state ON differing WHEN OLD.state = 'dead' AND NEW.state <> 'dead'
BEGIN
    UPDATE source SET differing_bytes = differing_bytes - octet_length(OLD.json) - octet_length(OLD.raw) WHERE name = OLD.source;
END;

CREATE TRIGGER differing_forgotten AFTER DELETE ON differing WHEN OLD.state = 'dead'
BEGIN
    UPDATE source SET differing_bytes = differing_bytes - octet_length(OLD.json) - octet_length(OLD.raw), forgotten = forgotten + 1
    WHERE name = OLD.source;
END;

-- Which journal this is, by a random name: what stands outside of it (a data folder, an archive) says to which it belongs.
INSERT INTO fixed (name, value) VALUES ('journal', lower(hex(randomblob(16)))), ('learner-key', lower(hex(randomblob(32))));
