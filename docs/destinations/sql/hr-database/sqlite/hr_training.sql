-- :?rows is a JSON array of all records of a page, an object each; docs/record.md has their columns.
-- A known record_id comes again unchanged, or corrected: then its row is. No other error is swallowed.
INSERT INTO hr_training (record_id, employee, course_code, course_title, score, completed_at)
SELECT
    value ->> 'record_id', coalesce(value ->> 'external_id', value ->> 'learner_id'), value ->> 'course_id',
    value ->> 'course_name', value ->> 'percentage', value ->> 'occurred_at'
FROM json_each(:?rows)
WHERE true -- without it the grammar takes the next ON for the one of a join
ON CONFLICT (record_id) DO UPDATE SET
    employee = excluded.employee, course_code = excluded.course_code, course_title = excluded.course_title,
    score = excluded.score, completed_at = excluded.completed_at
