-- Makes what is missing; run at the first connection. Times have a zone. A statement ends with a semicolon and an empty line.

CREATE TABLE IF NOT EXISTS hr_training (
    record_id    uuid NOT NULL PRIMARY KEY,
    employee     text NOT NULL,
    course_code  text NOT NULL,
    course_title text,
    score        numeric,
    completed_at timestamptz NOT NULL
);
