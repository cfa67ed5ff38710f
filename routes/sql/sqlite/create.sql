-- Makes what is missing; run at the first connection. Times are UTC, ISO 8601 text.

-- Sign-ins.
CREATE TABLE IF NOT EXISTS login (
    record_id    text NOT NULL PRIMARY KEY,
    platform     text NOT NULL,
    learner_id   text NOT NULL,
    external_id  text,
    first_name   text,
    last_name    text,
    contact      text,
    contact_type text,
    occurred_at  text NOT NULL,
    received_at  text NOT NULL
);

-- Courses opened. Microsoft Community Training sends a start again when a page is redrawn after the completion: redraw.
CREATE TABLE IF NOT EXISTS course_start (
    record_id    text NOT NULL PRIMARY KEY,
    platform     text NOT NULL,
    learner_id   text NOT NULL,
    external_id  text,
    first_name   text,
    last_name    text,
    contact      text,
    contact_type text,
    course_id    text NOT NULL,
    course_name  text,
    redraw       integer NOT NULL,
    occurred_at  text NOT NULL,
    received_at  text NOT NULL
);

-- Lessons and exams finished; module_type is LESSON or EXAM, percentage is null for a lesson.
CREATE TABLE IF NOT EXISTS module_completion (
    record_id    text NOT NULL PRIMARY KEY,
    platform     text NOT NULL,
    learner_id   text NOT NULL,
    external_id  text,
    first_name   text,
    last_name    text,
    contact      text,
    contact_type text,
    course_id    text NOT NULL,
    course_name  text,
    module_id    text NOT NULL,
    module_type  text NOT NULL,
    percentage   numeric,
    occurred_at  text NOT NULL,
    received_at  text NOT NULL
);

-- Courses finished; percentage is null where the course has no exam.
CREATE TABLE IF NOT EXISTS course_completion (
    record_id    text NOT NULL PRIMARY KEY,
    platform     text NOT NULL,
    learner_id   text NOT NULL,
    external_id  text,
    first_name   text,
    last_name    text,
    contact      text,
    contact_type text,
    course_id    text NOT NULL,
    course_name  text,
    percentage   numeric,
    occurred_at  text NOT NULL,
    received_at  text NOT NULL
);

-- Learning paths finished.
CREATE TABLE IF NOT EXISTS learning_path_completion (
    record_id          text NOT NULL PRIMARY KEY,
    platform           text NOT NULL,
    learner_id         text NOT NULL,
    external_id        text,
    first_name         text,
    last_name          text,
    contact            text,
    contact_type       text,
    learning_path_id   text NOT NULL,
    learning_path_name text,
    occurred_at        text NOT NULL,
    received_at        text NOT NULL
);
