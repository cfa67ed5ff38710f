-- Stands for whatever a later version adds.
ALTER TABLE record ADD COLUMN later TEXT;
