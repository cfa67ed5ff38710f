-- Makes what is missing; run at the first connection. Times are UTC. A statement ends with a semicolon and an empty line.

CREATE TABLE IF NOT EXISTS hr_training (
    record_id    char(36) CHARACTER SET ascii NOT NULL PRIMARY KEY,
    employee     varchar(255) COLLATE utf8mb4_bin NOT NULL,
    course_code  varchar(255) COLLATE utf8mb4_bin NOT NULL,
    course_title text,
    score        decimal(9, 6),
    completed_at datetime(6) NOT NULL
) CHARACTER SET utf8mb4;
