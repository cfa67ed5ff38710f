-- The alerts that have begun and not ended: so each is told once, also by several instances, and over a restart.
CREATE TABLE alert (
    name  TEXT COLLATE "C"    NOT NULL PRIMARY KEY, -- what it is about: destination-stopped/lrs
    since BIGINT  NOT NULL
);
