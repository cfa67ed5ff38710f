-- The organisation's courses, as their list (serai.courses) has them; a course that is not on it any more keeps its time.
INSERT INTO course (
    platform, course_id, code, title, due_days, valid_days, listed_at)
SELECT
    platform, course_id, code, title, due_days, valid_days, LEFT(listed_at, 26)
FROM JSON_TABLE(:?rows, '$[*]' COLUMNS (
    platform longtext CHARACTER SET utf8mb4 PATH '$.platform' ERROR ON ERROR,
    course_id longtext CHARACTER SET utf8mb4 PATH '$.course_id' ERROR ON ERROR,
    code longtext CHARACTER SET utf8mb4 PATH '$.code' ERROR ON ERROR,
    title longtext CHARACTER SET utf8mb4 PATH '$.title' ERROR ON ERROR,
    due_days int PATH '$.due_days' ERROR ON ERROR,
    valid_days int PATH '$.valid_days' ERROR ON ERROR,
    listed_at varchar(40) CHARACTER SET utf8mb4 PATH '$.listed_at' ERROR ON ERROR)) AS given
ON DUPLICATE KEY UPDATE
    code = VALUES(code), title = VALUES(title), due_days = VALUES(due_days), valid_days = VALUES(valid_days),
    listed_at = VALUES(listed_at)
