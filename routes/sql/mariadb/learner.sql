-- Who has learned: the name and contact that their latest event tells. Events come in any order, and again.
-- The event that the row is from may come with a correction: then its row is corrected.
INSERT INTO learner (
    platform, learner_id, external_id, first_name, last_name, contact, contact_type, occurred_at, record_id)
SELECT
    platform, learner_id, external_id, first_name, last_name, contact, contact_type, LEFT(occurred_at, 26), record_id
FROM JSON_TABLE(:?rows, '$[*]' COLUMNS (
    platform longtext CHARACTER SET utf8mb4 PATH '$.platform' ERROR ON ERROR,
    learner_id longtext CHARACTER SET utf8mb4 PATH '$.learner_id' ERROR ON ERROR,
    external_id longtext CHARACTER SET utf8mb4 PATH '$.external_id' ERROR ON ERROR,
    first_name longtext CHARACTER SET utf8mb4 PATH '$.first_name' ERROR ON ERROR,
    last_name longtext CHARACTER SET utf8mb4 PATH '$.last_name' ERROR ON ERROR,
    contact longtext CHARACTER SET utf8mb4 PATH '$.contact' ERROR ON ERROR,
    contact_type longtext CHARACTER SET utf8mb4 PATH '$.contact_type' ERROR ON ERROR,
    occurred_at varchar(40) CHARACTER SET utf8mb4 PATH '$.occurred_at' ERROR ON ERROR,
    record_id char(36) CHARACTER SET ascii PATH '$.record_id' ERROR ON ERROR)) AS given
-- Set from left to right, so that what is compared comes last.
ON DUPLICATE KEY UPDATE
    external_id = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id), VALUES(external_id), learner.external_id),
    first_name = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id), VALUES(first_name), learner.first_name),
    last_name = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id), VALUES(last_name), learner.last_name),
    contact = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id), VALUES(contact), learner.contact),
    contact_type = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id), VALUES(contact_type), learner.contact_type),
    record_id = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id), VALUES(record_id), learner.record_id),
    occurred_at = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id), VALUES(occurred_at), learner.occurred_at)
