-- Times are microseconds since 1970-01-01 UTC.

-- What records have in common, each combination once: a record with sixteen destinations is no larger than one with one.
-- AUTOINCREMENT: a number never comes to mean another combination.
CREATE TABLE kind (
    nr           INTEGER PRIMARY KEY AUTOINCREMENT,
    source       TEXT    NOT NULL,
    type         TEXT    NOT NULL,
    redraw       INTEGER NOT NULL CHECK (redraw IN (0, 1)),
    destinations TEXT    NOT NULL, -- sorted, a blank before and after each name
    UNIQUE (source, type, redraw, destinations)
) STRICT;

-- AUTOINCREMENT: a sequence number is never given twice, not even after a purge; otherwise a new record could stand
-- behind the cursors and never be delivered.
CREATE TABLE record (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at  INTEGER NOT NULL,
    kind         INTEGER NOT NULL,
    json         TEXT    NOT NULL,
    raw          BLOB    NOT NULL
) STRICT;
-- For a replay of a time that is not long: sequence numbers don't follow the time of receipt where an append had to wait,
-- the clock was set back, or an operator has let an old event in. It costs some 4 % of what can be appended.
CREATE INDEX record_received ON record (received_at);

-- Outlives its record. The time comes first, so that rows are added at the end of the index. The time of an unknown type is 0.
CREATE TABLE identity (
    occurred_at  INTEGER NOT NULL,
    id           BLOB    NOT NULL,
    digest       BLOB    NOT NULL, -- of the canonical record without its received time
    received_day INTEGER NOT NULL, -- days since 1970-01-01
    PRIMARY KEY (occurred_at, id)
) STRICT, WITHOUT ROWID;

-- Of the events that came last, in the order in which they came; sorted into identity when they are many.
CREATE TABLE newest_identity (
    occurred_at  INTEGER NOT NULL,
    id           BLOB    NOT NULL,
    digest       BLOB    NOT NULL,
    received_day INTEGER NOT NULL
) STRICT;

-- When a learner has completed a course: a start soon after that is one that the platform sends again when it redraws a page.
-- Outlives its record.
CREATE TABLE completion (
    course       BLOB    NOT NULL, -- of a learner: the hash of both
    completed_at INTEGER NOT NULL,
    PRIMARY KEY (course, completed_at)
) STRICT, WITHOUT ROWID;

-- The newest of them, in the order in which they came; sorted into completion when they are many.
CREATE TABLE newest_completion (
    course       BLOB    NOT NULL,
    completed_at INTEGER NOT NULL
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
    stopped       TEXT,
    failure       TEXT,
    refuse_next   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Behind its cursor a destination has delivered all that it was named for, except what has a row here; the rows before the
-- cursor are passed over when it comes there. Rows outlive delivery, so that a replay knows what was sent.
CREATE TABLE aside (
    destination  TEXT    NOT NULL,
    seq          INTEGER NOT NULL,
    type         TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('held', 'requeued', 'dead', 'dropped', 'delivered')),
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
    changed_at   INTEGER NOT NULL,
    PRIMARY KEY (destination, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX aside_by_state ON aside (destination, state, next_attempt, seq);
CREATE INDEX aside_in_run ON aside (destination, type) WHERE in_run = 1;

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
    PRIMARY KEY (destination, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
    name       TEXT    PRIMARY KEY,
    accepted   INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    differing  INTEGER NOT NULL DEFAULT 0,
    rejected   INTEGER NOT NULL DEFAULT 0,
    filtered   INTEGER NOT NULL DEFAULT 0
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
    json         TEXT    NOT NULL,
    raw          BLOB    NOT NULL,
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
