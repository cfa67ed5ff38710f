-- :?rows is a JSON array of all records of a page, an object each; docs/record.md has their columns.
-- A known record_id comes again unchanged, or corrected: then its row is. No other error is swallowed.
INSERT INTO hr_training (record_id, employee, course_code, course_title, score, completed_at)
SELECT DISTINCT ON (record_id)
    record_id, coalesce(external_id, learner_id), course_id, course_name, percentage, occurred_at
FROM json_to_recordset(:?rows::json) AS given (
    record_id uuid, external_id text, learner_id text, course_id text, course_name text, percentage numeric,
    occurred_at timestamptz, received_at timestamptz)
ORDER BY record_id, received_at DESC
ON CONFLICT (record_id) DO UPDATE SET
    employee = excluded.employee, course_code = excluded.course_code, course_title = excluded.course_title,
    score = excluded.score, completed_at = excluded.completed_at
