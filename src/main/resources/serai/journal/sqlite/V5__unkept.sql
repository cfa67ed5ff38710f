-- Events that were not acknowledged because the routes have named no destination for them: one row a type, until one is kept.
CREATE TABLE unkept (
    source  TEXT    NOT NULL,
    type    TEXT    NOT NULL,
    route   TEXT    NOT NULL,
    count   INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (source, type)
) STRICT, WITHOUT ROWID;
