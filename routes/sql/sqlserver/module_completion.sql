INSERT INTO module_completion (
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, course_id,
    course_name, module_id, module_type, percentage, occurred_at, received_at)
SELECT
    record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, course_id,
    course_name, module_id, module_type, percentage, CAST(SUBSTRING(occurred_at, 1, 26) AS datetime2(6)),
    CAST(SUBSTRING(received_at, 1, 26) AS datetime2(6))
FROM OPENJSON(CAST(:?rows AS nvarchar(max))) WITH (
    record_id uniqueidentifier, platform nvarchar(max), learner_id nvarchar(max), external_id nvarchar(max),
    first_name nvarchar(max), last_name nvarchar(max), contact nvarchar(max), contact_type nvarchar(max),
    course_id nvarchar(max), course_name nvarchar(max), module_id nvarchar(max), module_type nvarchar(max),
    percentage decimal(9, 6), occurred_at nvarchar(max), received_at nvarchar(max)) AS given
WHERE NOT EXISTS (SELECT 1 FROM module_completion AS known WHERE known.record_id = given.record_id)
