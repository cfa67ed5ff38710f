INSERT INTO learning_path_completed (
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4,
    ref5, ref7, ref8, ref9, person, learning_path_id, learning_path_name, occurred_at, received_at)
SELECT
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4,
    ref5, ref7, ref8, ref9, person, learning_path_id, learning_path_name, LEFT(occurred_at, 26), LEFT(received_at, 26)
FROM JSON_TABLE(:?rows, '$[*]' COLUMNS (
    record_id char(36) CHARACTER SET ascii PATH '$.record_id' ERROR ON ERROR,
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
    learning_path_id longtext CHARACTER SET utf8mb4 PATH '$.learning_path_id' ERROR ON ERROR,
    learning_path_name longtext CHARACTER SET utf8mb4 PATH '$.learning_path_name' ERROR ON ERROR,
    occurred_at varchar(40) CHARACTER SET utf8mb4 PATH '$.occurred_at' ERROR ON ERROR,
    received_at varchar(40) CHARACTER SET utf8mb4 PATH '$.received_at' ERROR ON ERROR)) AS given
-- A known record_id comes again unchanged, or corrected: then its row is. No other error is swallowed; INSERT IGNORE would
-- swallow what is too long or missing, too
ON DUPLICATE KEY UPDATE
    platform = VALUES(platform), learner_id = VALUES(learner_id), external_id = VALUES(external_id),
    first_name = VALUES(first_name), last_name = VALUES(last_name), contact = VALUES(contact),
    contact_type = VALUES(contact_type), ref3 = VALUES(ref3), ref4 = VALUES(ref4), ref5 = VALUES(ref5),
    ref7 = VALUES(ref7), ref8 = VALUES(ref8), ref9 = VALUES(ref9), person = VALUES(person),
    learning_path_id = VALUES(learning_path_id), learning_path_name = VALUES(learning_path_name), occurred_at = VALUES(occurred_at),
    received_at = VALUES(received_at)
