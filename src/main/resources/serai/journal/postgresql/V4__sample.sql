-- What the counters of sources and destinations were at a minute's begin: for charts, and for when a record was delivered at the
-- latest. Thinned with age: each minute for a day, each tenth for eight days, each hour for a month.
CREATE TABLE sample (
    at          BIGINT  NOT NULL,
    name        TEXT COLLATE "C"    NOT NULL, -- source or destination, a blank, and its name
    done        BIGINT  NOT NULL, -- accepted or delivered so far
    failed      BIGINT  NOT NULL, -- rejected or dead lettered so far
    pending     BIGINT  NOT NULL,
    lag_seconds BIGINT  NOT NULL,
    cursor      BIGINT  NOT NULL, -- of a destination
    PRIMARY KEY (at, name)
);
CREATE INDEX sample_passed ON sample (name, cursor);
