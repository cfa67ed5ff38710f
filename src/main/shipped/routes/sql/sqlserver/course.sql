-- The organisation's courses, as their list (serai.courses) has them; a course that is not on it any more keeps its time.
MERGE INTO course WITH (HOLDLOCK) AS known
USING (
    SELECT
        platform, course_id, code, title, due_days, valid_days,
        CAST(SUBSTRING(listed_at, 1, 26) AS datetime2(6)) AS listed_at
    FROM OPENJSON(CAST(:?rows AS nvarchar(max))) WITH (
        platform nvarchar(max), course_id nvarchar(max), code nvarchar(max), title nvarchar(max), due_days int,
        valid_days int, listed_at nvarchar(max)) AS given
) AS listed
ON known.platform = listed.platform AND known.course_id = listed.course_id
WHEN MATCHED THEN
    UPDATE SET
        code = listed.code, title = listed.title, due_days = listed.due_days, valid_days = listed.valid_days,
        listed_at = listed.listed_at
WHEN NOT MATCHED THEN
    INSERT (
        platform, course_id, code, title, due_days, valid_days, listed_at)
    VALUES (
        listed.platform, listed.course_id, listed.code, listed.title, listed.due_days, listed.valid_days,
        listed.listed_at);
