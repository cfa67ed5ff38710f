INSERT INTO course_started (
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4,
    ref5, ref7, ref8, ref9, person, course_id, course_name, redraw, occurred_at, received_at)
SELECT
    value ->> 'record_id', value ->> 'platform', value ->> 'learner_id', value ->> 'external_id',
    value ->> 'first_name', value ->> 'last_name', value ->> 'contact', value ->> 'contact_type',
    value ->> 'ref3', value ->> 'ref4', value ->> 'ref5', value ->> 'ref7', value ->> 'ref8', value ->> 'ref9', value ->> 'person',
    value ->> 'course_id', value ->> 'course_name', value ->> 'redraw', value ->> 'occurred_at',
    value ->> 'received_at'
FROM json_each(:?rows)
WHERE true -- without it the grammar takes the next ON for the one of a join
-- A known record_id comes again unchanged, or corrected: then its row is. No other error is swallowed
ON CONFLICT (record_id) DO UPDATE SET
    platform = excluded.platform, learner_id = excluded.learner_id, external_id = excluded.external_id,
    first_name = excluded.first_name, last_name = excluded.last_name, contact = excluded.contact,
    contact_type = excluded.contact_type, ref3 = excluded.ref3, ref4 = excluded.ref4, ref5 = excluded.ref5,
    ref7 = excluded.ref7, ref8 = excluded.ref8, ref9 = excluded.ref9, person = excluded.person, course_id = excluded.course_id,
    course_name = excluded.course_name, redraw = excluded.redraw, occurred_at = excluded.occurred_at,
    received_at = excluded.received_at
