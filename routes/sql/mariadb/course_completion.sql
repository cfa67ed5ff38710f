INSERT INTO course_completion (
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, course_id,
    course_name, percentage, occurred_at, received_at)
SELECT
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, course_id,
    course_name, percentage, LEFT(occurred_at, 26), LEFT(received_at, 26)
FROM JSON_TABLE(:?rows, '$[*]' COLUMNS (
    record_id char(36) PATH '$.record_id' ERROR ON ERROR,
    platform longtext PATH '$.platform' ERROR ON ERROR,
    learner_id longtext PATH '$.learner_id' ERROR ON ERROR,
    external_id longtext PATH '$.external_id' ERROR ON ERROR,
    first_name longtext PATH '$.first_name' ERROR ON ERROR,
    last_name longtext PATH '$.last_name' ERROR ON ERROR,
    contact longtext PATH '$.contact' ERROR ON ERROR,
    contact_type longtext PATH '$.contact_type' ERROR ON ERROR,
    course_id longtext PATH '$.course_id' ERROR ON ERROR,
    course_name longtext PATH '$.course_name' ERROR ON ERROR,
    percentage decimal(9, 6) PATH '$.percentage' ERROR ON ERROR,
    occurred_at varchar(40) PATH '$.occurred_at' ERROR ON ERROR,
    received_at varchar(40) PATH '$.received_at' ERROR ON ERROR)) AS given
-- Swallows a known record_id and no other error; INSERT IGNORE would swallow what is too long or missing, too
ON DUPLICATE KEY UPDATE record_id = course_completion.record_id
