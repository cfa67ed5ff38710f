-- Times are microseconds since 1970-01-01 UTC.

-- AUTOINCREMENT: a sequence number is never given twice, not even after a purge; otherwise a new record could stand
-- behind the cursors and never be delivered.
CREATE TABLE record (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at  INTEGER NOT NULL,
    destinations TEXT    NOT NULL, -- sorted, a blank before and after each name
    json         TEXT    NOT NULL,
    raw          BLOB    NOT NULL
) STRICT;

-- Outlives its record. The time comes first, so that new rows go to the end of the index. The time of an unknown type is 0.
CREATE TABLE identity (
    occurred_at INTEGER NOT NULL,
    id          BLOB    NOT NULL,
    digest      BLOB    NOT NULL, -- of the canonical record without its received time
    PRIMARY KEY (occurred_at, id)
) STRICT, WITHOUT ROWID;

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
    failure       TEXT
) STRICT, WITHOUT ROWID;

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
    rejected   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Events known already, that came again with other content: dead letters of their source.
CREATE TABLE differing (
    nr          INTEGER PRIMARY KEY AUTOINCREMENT,
    source      TEXT    NOT NULL,
    id          BLOB    NOT NULL,
    digest      BLOB    NOT NULL,
    received_at INTEGER NOT NULL,
    json        TEXT    NOT NULL,
    raw         BLOB    NOT NULL,
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
