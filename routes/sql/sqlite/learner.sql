-- Who has learned: the name and contact that their latest event tells. Events come in any order, and again.
-- The event that the row is from may come with a correction: then its row is corrected.
INSERT INTO learner (
    platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4, ref5, ref7,
    ref8, ref9, person, occurred_at, record_id)
SELECT
    value ->> 'platform', value ->> 'learner_id', value ->> 'external_id', value ->> 'first_name',
    value ->> 'last_name', value ->> 'contact', value ->> 'contact_type', value ->> 'ref3', value ->> 'ref4',
    value ->> 'ref5', value ->> 'ref7', value ->> 'ref8', value ->> 'ref9', value ->> 'person', value ->> 'occurred_at',
    value ->> 'record_id'
FROM json_each(:?rows)
WHERE true -- without it the grammar takes the next ON for the one of a join
ON CONFLICT (platform, learner_id) DO UPDATE SET
    external_id = excluded.external_id, first_name = excluded.first_name, last_name = excluded.last_name,
    contact = excluded.contact, contact_type = excluded.contact_type, ref3 = excluded.ref3,
    ref4 = excluded.ref4, ref5 = excluded.ref5, ref7 = excluded.ref7, ref8 = excluded.ref8,
    ref9 = excluded.ref9, person = excluded.person, occurred_at = excluded.occurred_at, record_id = excluded.record_id
WHERE (excluded.occurred_at, excluded.record_id) >= (learner.occurred_at, learner.record_id)
