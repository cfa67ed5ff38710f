-- Stands for whatever a later version adds.
ALTER TABLE record_batch ADD COLUMN later TEXT;
