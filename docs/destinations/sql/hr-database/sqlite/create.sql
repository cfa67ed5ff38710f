-- Makes what is missing; run at the first connection. Times are UTC, ISO 8601 text. A statement ends with a semicolon
-- and an empty line.

CREATE TABLE IF NOT EXISTS hr_training (
    record_id    text NOT NULL PRIMARY KEY,
    employee     text NOT NULL,
    course_code  text NOT NULL,
    course_title text,
    score        real,
    completed_at text NOT NULL
);
