-- The organisation's courses, as their list (serai.courses) has them; a course that is not on it any more keeps its time.
INSERT INTO course (
    platform, course_id, code, title, due_days, valid_days, listed_at)
SELECT
    value ->> 'platform', value ->> 'course_id', value ->> 'code', value ->> 'title', value ->> 'due_days',
    value ->> 'valid_days', value ->> 'listed_at'
FROM json_each(:?rows)
WHERE true -- without it the grammar takes the next ON for the one of a join
ON CONFLICT (platform, course_id) DO UPDATE SET
    code = excluded.code, title = excluded.title, due_days = excluded.due_days, valid_days = excluded.valid_days,
    listed_at = excluded.listed_at
