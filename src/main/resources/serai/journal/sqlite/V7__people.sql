-- A record may wait until it is known whose it is: 'unmatched', a state of its own. SQLite changes no CHECK of a table that is there,
-- so the table is copied. Its triggers go with it and are made again; the rows' sums are copied as they are.
CREATE TABLE aside_next (
    destination  TEXT    NOT NULL,
    seq          INTEGER NOT NULL,
    type         TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('held', 'requeued', 'unmatched', 'dead', 'dropped', 'delivered', 'unrouted')),
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
INSERT INTO aside_next SELECT * FROM aside;
DROP TABLE aside;
ALTER TABLE aside_next RENAME TO aside;
CREATE INDEX aside_by_state ON aside (destination, state, next_attempt, seq);
CREATE INDEX aside_in_run ON aside (destination, type) WHERE in_run = 1;
CREATE INDEX aside_unmatched ON aside (destination, changed_at, seq) WHERE state = 'unmatched'; -- who waits since when

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

-- Whose account of a platform is whose in the organisation, as an operator says. A link that was undone has no row, and one that was
-- changed has a new number: by the highest one and the count, who has read the links knows whether they are still these.
CREATE TABLE person_link (
    nr       INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT    NOT NULL,
    learner  TEXT    NOT NULL, -- the platform's id of the learner
    person   TEXT    NOT NULL, -- the organisation's
    at       INTEGER NOT NULL, -- microseconds since 1970-01-01 UTC
    sum      INTEGER NOT NULL, -- CRC-32C of platform, learner and person
    UNIQUE (platform, learner)
) STRICT;
