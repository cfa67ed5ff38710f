INSERT INTO module_completion (
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, course_id,
    course_name, module_id, module_type, percentage, occurred_at, received_at)
SELECT
    value ->> 'record_id', value ->> 'platform', value ->> 'learner_id', value ->> 'external_id',
    value ->> 'first_name', value ->> 'last_name', value ->> 'contact', value ->> 'contact_type',
    value ->> 'course_id', value ->> 'course_name', value ->> 'module_id', value ->> 'module_type',
    value ->> 'percentage', value ->> 'occurred_at', value ->> 'received_at'
FROM json_each(:?rows)
WHERE true -- without it the grammar takes the next ON for the one of a join
ON CONFLICT (record_id) DO NOTHING
