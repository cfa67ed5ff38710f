-- The organisation's courses, as their list (serai.courses) has them; a course that is not on it any more keeps its time.
INSERT INTO course (
    platform, course_id, code, title, due_days, valid_days, listed_at)
SELECT
    platform, course_id, code, title, due_days, valid_days, listed_at
FROM json_to_recordset(:?rows::json) AS given (
    platform text, course_id text, code text, title text, due_days integer, valid_days integer,
    listed_at timestamptz)
ON CONFLICT (platform, course_id) DO UPDATE SET
    code = excluded.code, title = excluded.title, due_days = excluded.due_days, valid_days = excluded.valid_days,
    listed_at = excluded.listed_at
