-- Who was forgotten, by keyed hashes: so that a restored backup forgets them again, and, where later is true, so that their events
-- are counted and not kept. An older instance beside this one keeps them.
CREATE TABLE forgotten (
    hash    BYTEA   NOT NULL PRIMARY KEY, -- of an account of a platform, or of an identifier on any platform
    lookup  BIGINT  NOT NULL,             -- as the index of learners has the identifier
    later   BOOLEAN NOT NULL,
    sum     BIGINT  NOT NULL,             -- CRC-32C of the three and of at
    nr      BIGINT  NOT NULL,             -- of the act by which it was forgotten; identifiers of one person have the same
    at      BIGINT  NOT NULL,             -- microseconds since 1970-01-01 UTC
    why     TEXT    NOT NULL,             -- the operator's reason
    events  BIGINT  NOT NULL DEFAULT 0,   -- how many have come later
    last_at BIGINT                        -- when the last of them came
);
