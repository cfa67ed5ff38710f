-- How long records took from being accepted to being delivered: how many in which band, so far, at the minute's begin. Bands and
-- their text: serai.journal.attempt.Latencies.
ALTER TABLE sample ADD COLUMN latency TEXT;
-- What happened to Serai or a destination, and when, for charts: kept for a month, and 5,000 at the most.
CREATE TABLE marker (
    at   INTEGER NOT NULL,
    name TEXT    NOT NULL, -- the destination; empty for Serai itself
    what TEXT    NOT NULL, -- started, edited, stopped, resumed
    PRIMARY KEY (at, name, what)
) STRICT, WITHOUT ROWID;
