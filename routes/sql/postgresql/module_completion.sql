INSERT INTO module_completion (
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, course_id,
    course_name, module_id, module_type, percentage, occurred_at, received_at)
SELECT
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, course_id,
    course_name, module_id, module_type, percentage, occurred_at, received_at
FROM json_to_recordset(:?rows::json) AS row (
    record_id uuid, platform text, learner_id text, external_id text, first_name text, last_name text,
    contact text, contact_type text, course_id text, course_name text, module_id text, module_type text,
    percentage numeric, occurred_at timestamptz, received_at timestamptz)
ON CONFLICT (record_id) DO NOTHING
