-- A known record_id comes again unchanged, or corrected: then its row is. No other error is swallowed
MERGE INTO module_completed WITH (HOLDLOCK) AS known
USING (
    SELECT
        record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4,
        ref5, ref7, ref8, ref9, person, course_id, course_name, module_id, module_type, percentage,
        CAST(SUBSTRING(occurred_at, 1, 26) AS datetime2(6)) AS occurred_at,
        CAST(SUBSTRING(received_at, 1, 26) AS datetime2(6)) AS received_at,
        ROW_NUMBER() OVER (PARTITION BY record_id ORDER BY received_at DESC) AS nth
    FROM OPENJSON(CAST(:?rows AS nvarchar(max))) WITH (
        record_id uniqueidentifier, platform nvarchar(max), learner_id nvarchar(max), external_id nvarchar(max),
        first_name nvarchar(max), last_name nvarchar(max), contact nvarchar(max), contact_type nvarchar(max),
        ref3 nvarchar(max), ref4 nvarchar(max), ref5 nvarchar(max), ref7 nvarchar(max), ref8 nvarchar(max),
        ref9 nvarchar(max), person nvarchar(max), course_id nvarchar(max), course_name nvarchar(max), module_id nvarchar(max),
        module_type nvarchar(max), percentage decimal(9, 6), occurred_at nvarchar(max),
        received_at nvarchar(max)) AS given
) AS given
ON known.record_id = given.record_id
WHEN MATCHED AND nth = 1 THEN
    UPDATE SET
        platform = given.platform, learner_id = given.learner_id, external_id = given.external_id,
        first_name = given.first_name, last_name = given.last_name, contact = given.contact,
        contact_type = given.contact_type, ref3 = given.ref3, ref4 = given.ref4, ref5 = given.ref5,
        ref7 = given.ref7, ref8 = given.ref8, ref9 = given.ref9, person = given.person, course_id = given.course_id,
        course_name = given.course_name, module_id = given.module_id, module_type = given.module_type,
        percentage = given.percentage, occurred_at = given.occurred_at, received_at = given.received_at
WHEN NOT MATCHED AND nth = 1 THEN
    INSERT (
        record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4,
        ref5, ref7, ref8, ref9, person, course_id, course_name, module_id, module_type, percentage, occurred_at,
        received_at)
    VALUES (
        given.record_id, given.platform, given.learner_id, given.external_id, given.first_name, given.last_name,
        given.contact, given.contact_type, given.ref3, given.ref4, given.ref5, given.ref7, given.ref8,
        given.ref9, given.person, given.course_id, given.course_name, given.module_id, given.module_type, given.percentage,
        given.occurred_at, given.received_at);
