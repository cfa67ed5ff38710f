-- The alerts that have begun and not ended: so each is told once, also by several instances, and over a restart.
CREATE TABLE alert (
    name  TEXT    NOT NULL PRIMARY KEY, -- what it is about: destination-stopped/lrs
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
