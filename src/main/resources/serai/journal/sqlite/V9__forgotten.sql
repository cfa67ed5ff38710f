-- Who was forgotten, by keyed hashes: so that a restored backup forgets them again, and, where later is 1, so that their events are
-- counted and not kept.
CREATE TABLE forgotten (
    hash    BLOB    NOT NULL PRIMARY KEY, -- of an account of a platform, or of an identifier on any platform
    lookup  INTEGER NOT NULL,             -- as the index of learners has the identifier
    later   INTEGER NOT NULL CHECK (later IN (0, 1)),
    sum     INTEGER NOT NULL,             -- CRC-32C of the three and of at
    nr      INTEGER NOT NULL,             -- of the act by which it was forgotten; identifiers of one person have the same
    at      INTEGER NOT NULL,             -- microseconds since 1970-01-01 UTC
    why     TEXT    NOT NULL,             -- the operator's reason
    events  INTEGER NOT NULL DEFAULT 0,   -- how many have come later
    last_at INTEGER                       -- when the last of them came
) STRICT, WITHOUT ROWID;
