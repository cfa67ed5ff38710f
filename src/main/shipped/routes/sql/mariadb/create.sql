-- Makes what is missing; run at the first connection. To a table that is there, Serai adds the columns that it lacks.
-- Times are UTC. A statement ends with a semicolon and an empty line.

-- Sign-ins.
CREATE TABLE IF NOT EXISTS logged_in (
    record_id    char(36) CHARACTER SET ascii NOT NULL PRIMARY KEY,
    platform     varchar(20) NOT NULL,
    learner_id   varchar(255) COLLATE utf8mb4_bin NOT NULL,
    external_id  text,
    first_name   text,
    last_name    text,
    contact      text,
    contact_type varchar(20),
    ref3         text,
    ref4         text,
    ref5         text,
    ref7         text,
    ref8         text,
    ref9         text,
    occurred_at  datetime(6) NOT NULL,
    received_at  datetime(6) NOT NULL
) CHARACTER SET utf8mb4 COMMENT 'Sign-ins';

-- Courses opened. Microsoft Community Training sends a start again when a page is redrawn after the completion: redraw.
CREATE TABLE IF NOT EXISTS course_started (
    record_id    char(36) CHARACTER SET ascii NOT NULL PRIMARY KEY,
    platform     varchar(20) NOT NULL,
    learner_id   varchar(255) COLLATE utf8mb4_bin NOT NULL,
    external_id  text,
    first_name   text,
    last_name    text,
    contact      text,
    contact_type varchar(20),
    ref3         text,
    ref4         text,
    ref5         text,
    ref7         text,
    ref8         text,
    ref9         text,
    course_id    varchar(255) COLLATE utf8mb4_bin NOT NULL,
    course_name  text,
    redraw       boolean NOT NULL,
    occurred_at  datetime(6) NOT NULL,
    received_at  datetime(6) NOT NULL
) CHARACTER SET utf8mb4 COMMENT 'Courses opened; redraw: sent again when a page was redrawn after the completion';

-- Lessons and exams finished; module_type is LESSON or EXAM, percentage is null for a lesson.
CREATE TABLE IF NOT EXISTS module_completed (
    record_id    char(36) CHARACTER SET ascii NOT NULL PRIMARY KEY,
    platform     varchar(20) NOT NULL,
    learner_id   varchar(255) COLLATE utf8mb4_bin NOT NULL,
    external_id  text,
    first_name   text,
    last_name    text,
    contact      text,
    contact_type varchar(20),
    ref3         text,
    ref4         text,
    ref5         text,
    ref7         text,
    ref8         text,
    ref9         text,
    course_id    varchar(255) COLLATE utf8mb4_bin NOT NULL,
    course_name  text,
    module_id    varchar(255) COLLATE utf8mb4_bin NOT NULL,
    module_type  varchar(20) NOT NULL,
    percentage   decimal(9, 6),
    occurred_at  datetime(6) NOT NULL,
    received_at  datetime(6) NOT NULL
) CHARACTER SET utf8mb4 COMMENT 'Lessons and exams finished; module_type is LESSON or EXAM, percentage is null for a lesson';

-- Courses finished; percentage is null where the course has no exam.
CREATE TABLE IF NOT EXISTS course_completed (
    record_id    char(36) CHARACTER SET ascii NOT NULL PRIMARY KEY,
    platform     varchar(20) NOT NULL,
    learner_id   varchar(255) COLLATE utf8mb4_bin NOT NULL,
    external_id  text,
    first_name   text,
    last_name    text,
    contact      text,
    contact_type varchar(20),
    ref3         text,
    ref4         text,
    ref5         text,
    ref7         text,
    ref8         text,
    ref9         text,
    course_id    varchar(255) COLLATE utf8mb4_bin NOT NULL,
    course_name  text,
    percentage   decimal(9, 6),
    occurred_at  datetime(6) NOT NULL,
    received_at  datetime(6) NOT NULL
) CHARACTER SET utf8mb4 COMMENT 'Courses finished; percentage is null where the course has no exam';

-- Learning paths finished.
CREATE TABLE IF NOT EXISTS learning_path_completed (
    record_id          char(36) CHARACTER SET ascii NOT NULL PRIMARY KEY,
    platform           varchar(20) NOT NULL,
    learner_id         varchar(255) COLLATE utf8mb4_bin NOT NULL,
    external_id        text,
    first_name         text,
    last_name          text,
    contact            text,
    contact_type       varchar(20),
    ref3               text,
    ref4               text,
    ref5               text,
    ref7               text,
    ref8               text,
    ref9               text,
    learning_path_id   varchar(255) COLLATE utf8mb4_bin NOT NULL,
    learning_path_name text,
    occurred_at        datetime(6) NOT NULL,
    received_at        datetime(6) NOT NULL
) CHARACTER SET utf8mb4 COMMENT 'Learning paths finished';

-- Learners; name and contact are those of their latest event, which occurred_at and record_id tell.
CREATE TABLE IF NOT EXISTS learner (
    platform     varchar(20) NOT NULL,
    learner_id   varchar(255) COLLATE utf8mb4_bin NOT NULL,
    external_id  text,
    first_name   text,
    last_name    text,
    contact      text,
    contact_type varchar(20),
    ref3         text,
    ref4         text,
    ref5         text,
    ref7         text,
    ref8         text,
    ref9         text,
    occurred_at  datetime(6) NOT NULL,
    record_id    char(36) CHARACTER SET ascii NOT NULL,
    PRIMARY KEY (platform, learner_id)
) CHARACTER SET utf8mb4 COMMENT 'Learners; name and contact are those of their latest event, which occurred_at and record_id tell';

-- Who has completed what: a row for each learner and course or learning path, with the best percentage.
CREATE OR REPLACE VIEW completed AS
SELECT done.platform, done.learner_id, learner.external_id, learner.first_name, learner.last_name, learner.contact,
    done.kind, done.id, done.name, done.completions, done.percentage, done.first_completed_at, done.last_completed_at
FROM (
    SELECT platform, learner_id, 'COURSE' AS kind, course_id AS id, max(course_name) AS name, count(*) AS completions,
        max(percentage) AS percentage, min(occurred_at) AS first_completed_at, max(occurred_at) AS last_completed_at
    FROM course_completed
    GROUP BY platform, learner_id, course_id
    UNION ALL
    SELECT platform, learner_id, 'LEARNING_PATH', learning_path_id, max(learning_path_name), count(*), NULL,
        min(occurred_at), max(occurred_at)
    FROM learning_path_completed
    GROUP BY platform, learner_id, learning_path_id
) AS done
LEFT JOIN learner ON learner.platform = done.platform AND learner.learner_id = done.learner_id;

-- How long a course has taken: from its first start to the first completion after it, in hours. Only where a start is
-- known: Praesidium Academy sends none.
CREATE OR REPLACE VIEW time_to_complete AS
SELECT done.platform, done.learner_id, learner.external_id, learner.first_name, learner.last_name, learner.contact,
    done.course_id, done.course_name, done.started_at, done.completed_at,
    round(timestampdiff(second, done.started_at, done.completed_at) / 3600, 2) AS hours
FROM (
    SELECT started.platform, started.learner_id, started.course_id, max(course_completed.course_name) AS course_name,
        started.started_at, min(course_completed.occurred_at) AS completed_at
    FROM (
        SELECT platform, learner_id, course_id, min(occurred_at) AS started_at
        FROM course_started
        WHERE NOT redraw
        GROUP BY platform, learner_id, course_id
    ) AS started
    JOIN course_completed ON course_completed.platform = started.platform
        AND course_completed.learner_id = started.learner_id AND course_completed.course_id = started.course_id
        AND course_completed.occurred_at >= started.started_at
    GROUP BY started.platform, started.learner_id, started.course_id, started.started_at
) AS done
LEFT JOIN learner ON learner.platform = done.platform AND learner.learner_id = done.learner_id;

-- Who has started a course and never completed it, with the days since the start and since the last start or module of
-- it. No event tells when a course is due: who is late is for you to say, such as WHERE days_since_start > 30.
CREATE OR REPLACE VIEW unfinished AS
SELECT begun.platform, begun.learner_id, learner.external_id, learner.first_name, learner.last_name, learner.contact,
    begun.course_id, begun.course_name, begun.started_at, begun.last_active_at, begun.modules_completed,
    timestampdiff(day, begun.started_at, utc_timestamp()) AS days_since_start,
    timestampdiff(day, begun.last_active_at, utc_timestamp()) AS days_since_activity
FROM (
    SELECT platform, learner_id, course_id, max(course_name) AS course_name, min(started_at) AS started_at,
        max(occurred_at) AS last_active_at, count(DISTINCT module_id) AS modules_completed
    FROM (
        SELECT platform, learner_id, course_id, course_name, occurred_at AS started_at, occurred_at,
            NULL AS module_id
        FROM course_started
        WHERE NOT redraw
        UNION ALL
        SELECT platform, learner_id, course_id, course_name, NULL, occurred_at, module_id
        FROM module_completed
    ) AS activity
    GROUP BY platform, learner_id, course_id
    HAVING min(started_at) IS NOT NULL
) AS begun
LEFT JOIN learner ON learner.platform = begun.platform AND learner.learner_id = begun.learner_id
WHERE NOT EXISTS (
    SELECT 1
    FROM course_completed AS done
    WHERE done.platform = begun.platform AND done.learner_id = begun.learner_id AND done.course_id = begun.course_id
);
