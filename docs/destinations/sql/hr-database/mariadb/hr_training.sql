-- :?rows is a JSON array of all records of a page, an object each; docs/record.md has their columns.
-- A known record_id comes again unchanged, or corrected: then its row is. No other error is swallowed.
INSERT INTO hr_training (record_id, employee, course_code, course_title, score, completed_at)
SELECT
    record_id, coalesce(external_id, learner_id), course_id, course_name, percentage, LEFT(occurred_at, 26)
FROM JSON_TABLE(:?rows, '$[*]' COLUMNS (
    record_id char(36) CHARACTER SET ascii PATH '$.record_id' ERROR ON ERROR,
    external_id longtext CHARACTER SET utf8mb4 PATH '$.external_id' ERROR ON ERROR,
    learner_id longtext CHARACTER SET utf8mb4 PATH '$.learner_id' ERROR ON ERROR,
    course_id longtext CHARACTER SET utf8mb4 PATH '$.course_id' ERROR ON ERROR,
    course_name longtext CHARACTER SET utf8mb4 PATH '$.course_name' ERROR ON ERROR,
    percentage decimal(9, 6) PATH '$.percentage' ERROR ON ERROR,
    occurred_at varchar(40) CHARACTER SET utf8mb4 PATH '$.occurred_at' ERROR ON ERROR)) AS given
ON DUPLICATE KEY UPDATE
    employee = VALUES(employee), course_code = VALUES(course_code), course_title = VALUES(course_title),
    score = VALUES(score), completed_at = VALUES(completed_at)
