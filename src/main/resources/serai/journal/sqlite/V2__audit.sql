-- What operators did, each written by the transaction that did it. Times are microseconds since 1970-01-01 UTC.
CREATE TABLE audit (
    nr      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL, -- cli: and the system's user, page: and the page's
    act     TEXT    NOT NULL, -- retry, edit, drop, …
    subject TEXT    NOT NULL, -- ids of dead letters, or the destination; without personal data
    count   INTEGER NOT NULL, -- how many records it has changed
    why     TEXT
) STRICT;
CREATE INDEX audit_at ON audit (at);
