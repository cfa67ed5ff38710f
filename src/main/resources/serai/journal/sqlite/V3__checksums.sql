-- A bit that has changed on the disk is found before what it stands in is used. CRC-32C; null for what was kept before.
ALTER TABLE record ADD COLUMN json_sum INTEGER; -- of the kind's number, in eight bytes (0 where there is none), and json
ALTER TABLE record ADD COLUMN raw_sum INTEGER;
ALTER TABLE aside ADD COLUMN edited_sum INTEGER;
ALTER TABLE differing ADD COLUMN json_sum INTEGER;
ALTER TABLE differing ADD COLUMN raw_sum INTEGER;
