-- The rows, and who has learned: the name and contact that their latest event tells. Events come in any order, and again.
WITH given AS MATERIALIZED (
    SELECT * FROM json_to_recordset(:?rows::json) AS row (
        record_id uuid, platform text, learner_id text, external_id text, first_name text, last_name text,
        contact text, contact_type text, ref3 text, ref4 text, ref5 text, ref7 text, ref8 text, ref9 text, person text,
        learning_path_id text, learning_path_name text, occurred_at timestamptz, received_at timestamptz)
), latest AS (
    INSERT INTO learner (
        platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4, ref5, ref7,
        ref8, ref9, person, occurred_at, record_id)
    SELECT DISTINCT ON (platform, learner_id)
        platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4, ref5, ref7,
        ref8, ref9, person, occurred_at, record_id
    FROM given
    ORDER BY platform, learner_id, occurred_at DESC, record_id DESC
    ON CONFLICT (platform, learner_id) DO UPDATE SET
        external_id = excluded.external_id, first_name = excluded.first_name, last_name = excluded.last_name,
        contact = excluded.contact, contact_type = excluded.contact_type, ref3 = excluded.ref3,
        ref4 = excluded.ref4, ref5 = excluded.ref5, ref7 = excluded.ref7, ref8 = excluded.ref8,
        ref9 = excluded.ref9, person = excluded.person, occurred_at = excluded.occurred_at, record_id = excluded.record_id
    WHERE (excluded.occurred_at, excluded.record_id) >= (learner.occurred_at, learner.record_id)
)
INSERT INTO learning_path_completed (
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4,
    ref5, ref7, ref8, ref9, person, learning_path_id, learning_path_name, occurred_at, received_at)
SELECT DISTINCT ON (record_id)
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4,
    ref5, ref7, ref8, ref9, person, learning_path_id, learning_path_name, occurred_at, received_at
FROM given
ORDER BY record_id, received_at DESC
-- A known record_id comes again unchanged, or corrected: then its row is. No other error is swallowed
ON CONFLICT (record_id) DO UPDATE SET
    platform = excluded.platform, learner_id = excluded.learner_id, external_id = excluded.external_id,
    first_name = excluded.first_name, last_name = excluded.last_name, contact = excluded.contact,
    contact_type = excluded.contact_type, ref3 = excluded.ref3, ref4 = excluded.ref4, ref5 = excluded.ref5,
    ref7 = excluded.ref7, ref8 = excluded.ref8, ref9 = excluded.ref9, person = excluded.person,
    learning_path_id = excluded.learning_path_id, learning_path_name = excluded.learning_path_name,
    occurred_at = excluded.occurred_at, received_at = excluded.received_at
WHERE learning_path_completed IS DISTINCT FROM excluded
