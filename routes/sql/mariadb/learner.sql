-- Who has learned: the name and contact that their latest event tells. Events come in any order, and again.
-- The event that the row is from may come with a correction: then its row is corrected.
INSERT INTO learner (
    platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4, ref5, ref7,
    ref8, ref9, person, occurred_at, record_id)
SELECT
    platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4, ref5, ref7,
    ref8, ref9, person, LEFT(occurred_at, 26), record_id
FROM JSON_TABLE(:?rows, '$[*]' COLUMNS (
    platform longtext CHARACTER SET utf8mb4 PATH '$.platform' ERROR ON ERROR,
    learner_id longtext CHARACTER SET utf8mb4 PATH '$.learner_id' ERROR ON ERROR,
    external_id longtext CHARACTER SET utf8mb4 PATH '$.external_id' ERROR ON ERROR,
    first_name longtext CHARACTER SET utf8mb4 PATH '$.first_name' ERROR ON ERROR,
    last_name longtext CHARACTER SET utf8mb4 PATH '$.last_name' ERROR ON ERROR,
    contact longtext CHARACTER SET utf8mb4 PATH '$.contact' ERROR ON ERROR,
    contact_type longtext CHARACTER SET utf8mb4 PATH '$.contact_type' ERROR ON ERROR,
    ref3 longtext CHARACTER SET utf8mb4 PATH '$.ref3' ERROR ON ERROR,
    ref4 longtext CHARACTER SET utf8mb4 PATH '$.ref4' ERROR ON ERROR,
    ref5 longtext CHARACTER SET utf8mb4 PATH '$.ref5' ERROR ON ERROR,
    ref7 longtext CHARACTER SET utf8mb4 PATH '$.ref7' ERROR ON ERROR,
    ref8 longtext CHARACTER SET utf8mb4 PATH '$.ref8' ERROR ON ERROR,
    ref9 longtext CHARACTER SET utf8mb4 PATH '$.ref9' ERROR ON ERROR,
    person longtext CHARACTER SET utf8mb4 PATH '$.person' ERROR ON ERROR,
    occurred_at varchar(40) CHARACTER SET utf8mb4 PATH '$.occurred_at' ERROR ON ERROR,
    record_id char(36) CHARACTER SET ascii PATH '$.record_id' ERROR ON ERROR)) AS given
-- Set from left to right, so that what is compared comes last.
ON DUPLICATE KEY UPDATE
    external_id = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(external_id), learner.external_id),
    first_name = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(first_name), learner.first_name),
    last_name = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(last_name), learner.last_name),
    contact = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(contact), learner.contact),
    contact_type = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(contact_type), learner.contact_type),
    ref3 = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(ref3), learner.ref3),
    ref4 = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(ref4), learner.ref4),
    ref5 = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(ref5), learner.ref5),
    ref7 = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(ref7), learner.ref7),
    ref8 = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(ref8), learner.ref8),
    ref9 = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(ref9), learner.ref9),
    person = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(person), learner.person),
    record_id = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(record_id), learner.record_id),
    occurred_at = IF((VALUES(occurred_at), VALUES(record_id)) >= (learner.occurred_at, learner.record_id),
        VALUES(occurred_at), learner.occurred_at)
