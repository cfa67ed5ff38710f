-- Who has learned: the name and contact that their latest event tells. Events come in any order, and again.
INSERT INTO learner (
    platform, learner_id, external_id, first_name, last_name, contact, contact_type, occurred_at, record_id)
SELECT DISTINCT ON (platform, learner_id)
    platform, learner_id, external_id, first_name, last_name, contact, contact_type, occurred_at, record_id
FROM json_to_recordset(:?rows::json) AS given (
    platform text, learner_id text, external_id text, first_name text, last_name text, contact text,
    contact_type text, occurred_at timestamptz, record_id uuid)
ORDER BY platform, learner_id, occurred_at DESC, record_id DESC
ON CONFLICT (platform, learner_id) DO UPDATE SET
    external_id = excluded.external_id, first_name = excluded.first_name, last_name = excluded.last_name,
    contact = excluded.contact, contact_type = excluded.contact_type, occurred_at = excluded.occurred_at,
    record_id = excluded.record_id
WHERE (excluded.occurred_at, excluded.record_id) > (learner.occurred_at, learner.record_id)
