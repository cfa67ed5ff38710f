INSERT INTO learning_path_completion (
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type,
    learning_path_id, learning_path_name, occurred_at, received_at)
SELECT
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type,
    learning_path_id, learning_path_name, occurred_at, received_at
FROM json_to_recordset(:?rows::json) AS row (
    record_id uuid, platform text, learner_id text, external_id text, first_name text, last_name text,
    contact text, contact_type text, learning_path_id text, learning_path_name text, occurred_at timestamptz,
    received_at timestamptz)
ON CONFLICT (record_id) DO NOTHING
