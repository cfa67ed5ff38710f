-- Who has learned: the name and contact that their latest event tells. Events come in any order, and again.
INSERT INTO learner (
    platform, learner_id, external_id, first_name, last_name, contact, contact_type, occurred_at, record_id)
SELECT
    given.platform, given.learner_id, given.external_id, given.first_name, given.last_name, given.contact,
    given.contact_type, LEFT(given.occurred_at, 26), given.record_id
FROM JSON_TABLE(:?rows, '$[*]' COLUMNS (
    platform longtext PATH '$.platform' ERROR ON ERROR,
    learner_id longtext PATH '$.learner_id' ERROR ON ERROR,
    external_id longtext PATH '$.external_id' ERROR ON ERROR,
    first_name longtext PATH '$.first_name' ERROR ON ERROR,
    last_name longtext PATH '$.last_name' ERROR ON ERROR,
    contact longtext PATH '$.contact' ERROR ON ERROR,
    contact_type longtext PATH '$.contact_type' ERROR ON ERROR,
    occurred_at varchar(40) PATH '$.occurred_at' ERROR ON ERROR,
    record_id char(36) PATH '$.record_id' ERROR ON ERROR)) AS given
LEFT JOIN learner AS known ON known.platform = given.platform AND known.learner_id = given.learner_id
WHERE known.occurred_at IS NULL OR LEFT(given.occurred_at, 26) > known.occurred_at
    OR LEFT(given.occurred_at, 26) = known.occurred_at AND given.record_id > known.record_id
ORDER BY given.occurred_at, given.record_id -- the last one stays
ON DUPLICATE KEY UPDATE
    external_id = VALUES(external_id), first_name = VALUES(first_name), last_name = VALUES(last_name),
    contact = VALUES(contact), contact_type = VALUES(contact_type), occurred_at = VALUES(occurred_at),
    record_id = VALUES(record_id)
