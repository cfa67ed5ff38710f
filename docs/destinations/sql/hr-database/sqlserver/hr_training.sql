-- :?rows is a JSON array of all records of a page, an object each; docs/record.md has their columns.
-- A known record_id comes again unchanged, or corrected: then its row is. No other error is swallowed.
MERGE INTO hr_training WITH (HOLDLOCK) AS known
USING (
    SELECT
        record_id, COALESCE(external_id, learner_id) AS employee, course_id, course_name, percentage,
        CAST(SUBSTRING(occurred_at, 1, 26) AS datetime2(6)) AS occurred_at,
        ROW_NUMBER() OVER (PARTITION BY record_id ORDER BY received_at DESC) AS nth
    FROM OPENJSON(CAST(:?rows AS nvarchar(max))) WITH (
        record_id uniqueidentifier, external_id nvarchar(max), learner_id nvarchar(max), course_id nvarchar(max),
        course_name nvarchar(max), percentage decimal(9, 6), occurred_at nvarchar(max), received_at nvarchar(max)) AS given
) AS given
ON known.record_id = given.record_id
WHEN MATCHED AND nth = 1 THEN
    UPDATE SET
        employee = given.employee, course_code = given.course_id, course_title = given.course_name,
        score = given.percentage, completed_at = given.occurred_at
WHEN NOT MATCHED AND nth = 1 THEN
    INSERT (record_id, employee, course_code, course_title, score, completed_at)
    VALUES (
        given.record_id, given.employee, given.course_id, given.course_name, given.percentage, given.occurred_at);
