-- Who has learned: the name and contact that their latest event tells. Events come in any order, and again.
-- The event that the row is from may come with a correction: then its row is corrected.
MERGE INTO learner WITH (HOLDLOCK) AS known
USING (
    SELECT
        platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4, ref5, ref7,
        ref8, ref9, person, record_id, CAST(SUBSTRING(occurred_at, 1, 26) AS datetime2(6)) AS occurred_at,
        ROW_NUMBER() OVER (PARTITION BY platform, learner_id ORDER BY occurred_at DESC, record_id DESC) AS nth
    FROM OPENJSON(CAST(:?rows AS nvarchar(max))) WITH (
        platform nvarchar(max), learner_id nvarchar(max), external_id nvarchar(max), first_name nvarchar(max),
        last_name nvarchar(max), contact nvarchar(max), contact_type nvarchar(max), ref3 nvarchar(max),
        ref4 nvarchar(max), ref5 nvarchar(max), ref7 nvarchar(max), ref8 nvarchar(max), ref9 nvarchar(max), person nvarchar(max),
        occurred_at nvarchar(max), record_id uniqueidentifier) AS given
) AS latest
ON known.platform = latest.platform AND known.learner_id = latest.learner_id
WHEN MATCHED AND nth = 1 AND (latest.occurred_at > known.occurred_at
    OR latest.occurred_at = known.occurred_at AND latest.record_id >= known.record_id) THEN
    UPDATE SET
        external_id = latest.external_id, first_name = latest.first_name, last_name = latest.last_name,
        contact = latest.contact, contact_type = latest.contact_type, ref3 = latest.ref3, ref4 = latest.ref4,
        ref5 = latest.ref5, ref7 = latest.ref7, ref8 = latest.ref8, ref9 = latest.ref9, person = latest.person,
        occurred_at = latest.occurred_at, record_id = latest.record_id
WHEN NOT MATCHED AND nth = 1 THEN
    INSERT (
        platform, learner_id, external_id, first_name, last_name, contact, contact_type, ref3, ref4, ref5, ref7,
        ref8, ref9, person, occurred_at, record_id)
    VALUES (
        latest.platform, latest.learner_id, latest.external_id, latest.first_name, latest.last_name,
        latest.contact, latest.contact_type, latest.ref3, latest.ref4, latest.ref5, latest.ref7, latest.ref8,
        latest.ref9, latest.person, latest.occurred_at, latest.record_id);
