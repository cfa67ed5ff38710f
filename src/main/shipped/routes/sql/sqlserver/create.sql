-- Makes what is missing; run at the first connection. To a table that is there, Serai adds the columns that it lacks,
-- before anything else. A view that is there
-- stays as it is, unless it is one of before that has no person.
-- Times are UTC. Ids differ by the case of letters, too.
-- A statement ends with a semicolon and an empty line.

-- Sign-ins.
IF OBJECT_ID('logged_in') IS NULL
CREATE TABLE logged_in (
    record_id    uniqueidentifier NOT NULL PRIMARY KEY,
    platform     nvarchar(20) NOT NULL,
    learner_id   nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    external_id  nvarchar(4000),
    first_name   nvarchar(4000),
    last_name    nvarchar(4000),
    contact      nvarchar(4000),
    contact_type nvarchar(20),
    ref3         nvarchar(4000),
    ref4         nvarchar(4000),
    ref5         nvarchar(4000),
    ref7         nvarchar(4000),
    ref8         nvarchar(4000),
    ref9         nvarchar(4000),
    person       nvarchar(4000) COLLATE Latin1_General_100_BIN2,
    occurred_at  datetime2(6) NOT NULL,
    received_at  datetime2(6) NOT NULL
);

-- Courses opened. Microsoft Community Training sends a start again when a page is redrawn after the completion: redraw.
IF OBJECT_ID('course_started') IS NULL
CREATE TABLE course_started (
    record_id    uniqueidentifier NOT NULL PRIMARY KEY,
    platform     nvarchar(20) NOT NULL,
    learner_id   nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    external_id  nvarchar(4000),
    first_name   nvarchar(4000),
    last_name    nvarchar(4000),
    contact      nvarchar(4000),
    contact_type nvarchar(20),
    ref3         nvarchar(4000),
    ref4         nvarchar(4000),
    ref5         nvarchar(4000),
    ref7         nvarchar(4000),
    ref8         nvarchar(4000),
    ref9         nvarchar(4000),
    person       nvarchar(4000) COLLATE Latin1_General_100_BIN2,
    course_id    nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    course_name  nvarchar(4000),
    redraw       bit NOT NULL,
    occurred_at  datetime2(6) NOT NULL,
    received_at  datetime2(6) NOT NULL
);

-- Lessons and exams finished; module_type is LESSON or EXAM, percentage is null for a lesson.
IF OBJECT_ID('module_completed') IS NULL
CREATE TABLE module_completed (
    record_id    uniqueidentifier NOT NULL PRIMARY KEY,
    platform     nvarchar(20) NOT NULL,
    learner_id   nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    external_id  nvarchar(4000),
    first_name   nvarchar(4000),
    last_name    nvarchar(4000),
    contact      nvarchar(4000),
    contact_type nvarchar(20),
    ref3         nvarchar(4000),
    ref4         nvarchar(4000),
    ref5         nvarchar(4000),
    ref7         nvarchar(4000),
    ref8         nvarchar(4000),
    ref9         nvarchar(4000),
    person       nvarchar(4000) COLLATE Latin1_General_100_BIN2,
    course_id    nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    course_name  nvarchar(4000),
    module_id    nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    module_type  nvarchar(20) NOT NULL,
    percentage   decimal(9, 6),
    occurred_at  datetime2(6) NOT NULL,
    received_at  datetime2(6) NOT NULL
);

-- Courses finished; percentage is null where the course has no exam.
IF OBJECT_ID('course_completed') IS NULL
CREATE TABLE course_completed (
    record_id    uniqueidentifier NOT NULL PRIMARY KEY,
    platform     nvarchar(20) NOT NULL,
    learner_id   nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    external_id  nvarchar(4000),
    first_name   nvarchar(4000),
    last_name    nvarchar(4000),
    contact      nvarchar(4000),
    contact_type nvarchar(20),
    ref3         nvarchar(4000),
    ref4         nvarchar(4000),
    ref5         nvarchar(4000),
    ref7         nvarchar(4000),
    ref8         nvarchar(4000),
    ref9         nvarchar(4000),
    person       nvarchar(4000) COLLATE Latin1_General_100_BIN2,
    course_id    nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    course_name  nvarchar(4000),
    percentage   decimal(9, 6),
    occurred_at  datetime2(6) NOT NULL,
    received_at  datetime2(6) NOT NULL
);

-- Learning paths finished.
IF OBJECT_ID('learning_path_completed') IS NULL
CREATE TABLE learning_path_completed (
    record_id          uniqueidentifier NOT NULL PRIMARY KEY,
    platform           nvarchar(20) NOT NULL,
    learner_id         nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    external_id        nvarchar(4000),
    first_name         nvarchar(4000),
    last_name          nvarchar(4000),
    contact            nvarchar(4000),
    contact_type       nvarchar(20),
    ref3               nvarchar(4000),
    ref4               nvarchar(4000),
    ref5               nvarchar(4000),
    ref7               nvarchar(4000),
    ref8               nvarchar(4000),
    ref9               nvarchar(4000),
    person             nvarchar(4000) COLLATE Latin1_General_100_BIN2,
    learning_path_id   nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    learning_path_name nvarchar(4000),
    occurred_at        datetime2(6) NOT NULL,
    received_at        datetime2(6) NOT NULL
);

-- Learners; name and contact are those of their latest event, which occurred_at and record_id tell.
IF OBJECT_ID('learner') IS NULL
CREATE TABLE learner (
    platform     nvarchar(20) NOT NULL,
    learner_id   nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    external_id  nvarchar(4000),
    first_name   nvarchar(4000),
    last_name    nvarchar(4000),
    contact      nvarchar(4000),
    contact_type nvarchar(20),
    ref3         nvarchar(4000),
    ref4         nvarchar(4000),
    ref5         nvarchar(4000),
    ref7         nvarchar(4000),
    ref8         nvarchar(4000),
    ref9         nvarchar(4000),
    person       nvarchar(4000) COLLATE Latin1_General_100_BIN2,
    occurred_at  datetime2(6) NOT NULL,
    record_id    uniqueidentifier NOT NULL,
    PRIMARY KEY (platform, learner_id)
);

-- Who has completed what: a row for each learner and course or learning path, with the best percentage.
IF COL_LENGTH('completed', 'person') IS NULL
EXEC('CREATE OR ALTER VIEW completed AS
SELECT done.platform, done.learner_id, learner.external_id, learner.first_name, learner.last_name, learner.contact,
    done.kind, done.id, done.name, done.completions, done.percentage, done.first_completed_at, done.last_completed_at,
    learner.person
FROM (
    SELECT platform, learner_id, ''COURSE'' AS kind, course_id AS id, max(course_name) AS name, count(*) AS completions,
        max(percentage) AS percentage, min(occurred_at) AS first_completed_at, max(occurred_at) AS last_completed_at
    FROM course_completed
    GROUP BY platform, learner_id, course_id
    UNION ALL
    SELECT platform, learner_id, ''LEARNING_PATH'', learning_path_id, max(learning_path_name), count(*), NULL,
        min(occurred_at), max(occurred_at)
    FROM learning_path_completed
    GROUP BY platform, learner_id, learning_path_id
) AS done
LEFT JOIN learner ON learner.platform = done.platform AND learner.learner_id = done.learner_id');

-- How long a course has taken: from its first start to the first completion after it, in hours. Only where a start is
-- known: Praesidium Academy sends none.
IF COL_LENGTH('time_to_complete', 'person') IS NULL
EXEC('CREATE OR ALTER VIEW time_to_complete AS
SELECT done.platform, done.learner_id, learner.external_id, learner.first_name, learner.last_name, learner.contact,
    done.course_id, done.course_name, done.started_at, done.completed_at,
    CAST(DATEDIFF_BIG(second, done.started_at, done.completed_at) / 3600.0 AS decimal(12, 2)) AS hours,
    learner.person
FROM (
    SELECT started.platform, started.learner_id, started.course_id, max(course_completed.course_name) AS course_name,
        started.started_at, min(course_completed.occurred_at) AS completed_at
    FROM (
        SELECT platform, learner_id, course_id, min(occurred_at) AS started_at
        FROM course_started
        WHERE redraw = 0
        GROUP BY platform, learner_id, course_id
    ) AS started
    JOIN course_completed ON course_completed.platform = started.platform
        AND course_completed.learner_id = started.learner_id AND course_completed.course_id = started.course_id
        AND course_completed.occurred_at >= started.started_at
    GROUP BY started.platform, started.learner_id, started.course_id, started.started_at
) AS done
LEFT JOIN learner ON learner.platform = done.platform AND learner.learner_id = done.learner_id');

-- Who has started a course and never completed it, with the days since the start and since the last start or module of
-- it. Where the organisation's list says when a course is due, not_completed tells who is late.
IF COL_LENGTH('unfinished', 'person') IS NULL
EXEC('CREATE OR ALTER VIEW unfinished AS
SELECT begun.platform, begun.learner_id, learner.external_id, learner.first_name, learner.last_name, learner.contact,
    begun.course_id, begun.course_name, begun.started_at, begun.last_active_at, begun.modules_completed,
    DATEDIFF_BIG(second, begun.started_at, sysutcdatetime()) / 86400 AS days_since_start,
    DATEDIFF_BIG(second, begun.last_active_at, sysutcdatetime()) / 86400 AS days_since_activity,
    learner.person
FROM (
    SELECT platform, learner_id, course_id, max(course_name) AS course_name, min(started_at) AS started_at,
        max(occurred_at) AS last_active_at, count(DISTINCT module_id) AS modules_completed
    FROM (
        SELECT platform, learner_id, course_id, course_name, occurred_at AS started_at, occurred_at,
            NULL AS module_id
        FROM course_started
        WHERE redraw = 0
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
)');

-- Courses of the organisation's list; those with the latest listed_at are on it now.
IF OBJECT_ID('course') IS NULL
CREATE TABLE course (
    platform   nvarchar(20) NOT NULL,
    course_id  nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    code       nvarchar(4000),
    title      nvarchar(4000),
    due_days   int,
    valid_days int,
    listed_at  datetime2(6) NOT NULL,
    PRIMARY KEY (platform, course_id)
);

-- Who has no valid completion of a course of the organisation's list: never completed, or the last one has run out
-- (completed_at, then due since). due_at is counted from the first start; who is late has days_late, 0 or more.
-- A completion of any account of the same person counts for all courses of the same code; where the person is not known, one
-- of the same account.
IF COL_LENGTH('not_completed', 'person') IS NULL
EXEC('CREATE OR ALTER VIEW not_completed AS
SELECT missing.platform, missing.learner_id, missing.external_id, missing.first_name, missing.last_name, missing.contact,
    missing.course_id, missing.code, missing.title, missing.started_at, missing.completed_at, missing.due_at,
    CASE WHEN missing.due_at <= sysutcdatetime()
        THEN DATEDIFF_BIG(second, missing.due_at, sysutcdatetime()) / 86400 END AS days_late,
    missing.person
FROM (
    SELECT learner.platform, learner.learner_id, learner.external_id, learner.first_name, learner.last_name,
        learner.contact, learner.person, course.course_id, course.code, course.title, begun.started_at,
        COALESCE(elsewhere.completed_at, done.completed_at) AS completed_at,
        CASE WHEN COALESCE(elsewhere.completed_at, done.completed_at) IS NULL THEN DATEADD(day, course.due_days, begun.started_at)
            ELSE DATEADD(day, course.valid_days, COALESCE(elsewhere.completed_at, done.completed_at)) END AS due_at
    FROM course
    JOIN learner ON learner.platform = course.platform
    LEFT JOIN (
        SELECT platform, learner_id, course_id, min(occurred_at) AS started_at
        FROM course_started
        WHERE redraw = 0
        GROUP BY platform, learner_id, course_id
    ) AS begun ON begun.platform = learner.platform AND begun.learner_id = learner.learner_id
        AND begun.course_id = course.course_id
    LEFT JOIN (
        SELECT platform, learner_id, course_id, max(occurred_at) AS completed_at
        FROM course_completed
        GROUP BY platform, learner_id, course_id
    ) AS done ON done.platform = learner.platform AND done.learner_id = learner.learner_id
        AND done.course_id = course.course_id
    LEFT JOIN (
        SELECT theirs.person, CASE WHEN theirs.person IS NULL THEN theirs.platform END AS platform,
            CASE WHEN theirs.person IS NULL THEN theirs.learner_id END AS learner_id,
            same.code, max(course_completed.occurred_at) AS completed_at
        FROM course_completed
        JOIN learner AS theirs ON theirs.platform = course_completed.platform
            AND theirs.learner_id = course_completed.learner_id
        JOIN course AS same ON same.platform = course_completed.platform
            AND same.course_id = course_completed.course_id
        WHERE same.listed_at = (SELECT max(listed_at) FROM course)
        GROUP BY theirs.person, CASE WHEN theirs.person IS NULL THEN theirs.platform END,
            CASE WHEN theirs.person IS NULL THEN theirs.learner_id END, same.code
    ) AS elsewhere ON elsewhere.code = course.code
        AND (elsewhere.person = learner.person
            OR elsewhere.platform = learner.platform AND elsewhere.learner_id = learner.learner_id)
    WHERE course.listed_at = (SELECT max(listed_at) FROM course)
) AS missing
WHERE missing.completed_at IS NULL OR missing.due_at <= sysutcdatetime()');

-- Whose completion of a course of the organisation's list is valid, until when, and for how many days more: WHERE
-- days_left <= 60. Only courses with valid_days; of a person's accounts, or an account's courses, the one of the
-- code that was completed last.
IF COL_LENGTH('valid_completion', 'person') IS NULL
EXEC('CREATE OR ALTER VIEW valid_completion AS
SELECT held.platform, held.learner_id, held.external_id, held.first_name, held.last_name, held.contact,
    held.course_id, held.code, held.title, held.completed_at, held.valid_until,
    DATEDIFF_BIG(second, sysutcdatetime(), held.valid_until) / 86400 AS days_left,
    held.person
FROM (
    SELECT done.platform, done.learner_id, learner.external_id, learner.first_name, learner.last_name,
        learner.contact, learner.person, course.course_id, course.code, course.title, done.completed_at,
        DATEADD(day, course.valid_days, done.completed_at) AS valid_until
    FROM (
        SELECT platform, learner_id, course_id, max(occurred_at) AS completed_at
        FROM course_completed
        GROUP BY platform, learner_id, course_id
    ) AS done
    JOIN course ON course.platform = done.platform AND course.course_id = done.course_id
    LEFT JOIN learner ON learner.platform = done.platform AND learner.learner_id = done.learner_id
    LEFT JOIN (
        SELECT theirs.person, CASE WHEN theirs.person IS NULL THEN theirs.platform END AS platform,
            CASE WHEN theirs.person IS NULL THEN theirs.learner_id END AS learner_id,
            same.code, max(course_completed.occurred_at) AS completed_at
        FROM course_completed
        JOIN learner AS theirs ON theirs.platform = course_completed.platform
            AND theirs.learner_id = course_completed.learner_id
        JOIN course AS same ON same.platform = course_completed.platform
            AND same.course_id = course_completed.course_id
        WHERE same.listed_at = (SELECT max(listed_at) FROM course)
        GROUP BY theirs.person, CASE WHEN theirs.person IS NULL THEN theirs.platform END,
            CASE WHEN theirs.person IS NULL THEN theirs.learner_id END, same.code
    ) AS elsewhere ON elsewhere.code = course.code
        AND (elsewhere.person = learner.person
            OR elsewhere.platform = learner.platform AND elsewhere.learner_id = learner.learner_id)
    WHERE course.valid_days IS NOT NULL AND course.listed_at = (SELECT max(listed_at) FROM course)
        AND (elsewhere.completed_at IS NULL OR elsewhere.completed_at = done.completed_at)
) AS held
WHERE held.valid_until > sysutcdatetime()');
