-- Makes what is missing; run at the first connection. Times are UTC. A statement ends with a semicolon and an empty line.

IF OBJECT_ID('hr_training') IS NULL
CREATE TABLE hr_training (
    record_id    uniqueidentifier NOT NULL PRIMARY KEY,
    employee     nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    course_code  nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    course_title nvarchar(4000),
    score        decimal(9, 6),
    completed_at datetime2(6) NOT NULL
);
