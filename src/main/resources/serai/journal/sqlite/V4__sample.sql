-- What the counters of sources and destinations were at a minute's begin: for charts, and for when a record was delivered at the
-- latest. Thinned with age: each minute for a day, each tenth for eight days, each hour for a month.
CREATE TABLE sample (
    at          INTEGER NOT NULL,
    name        TEXT    NOT NULL, -- source or destination, a blank, and its name
    done        INTEGER NOT NULL, -- accepted or delivered so far
    failed      INTEGER NOT NULL, -- rejected or dead lettered so far
    pending     INTEGER NOT NULL,
    lag_seconds INTEGER NOT NULL,
    cursor      INTEGER NOT NULL, -- of a destination
    PRIMARY KEY (at, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX sample_passed ON sample (name, cursor);
