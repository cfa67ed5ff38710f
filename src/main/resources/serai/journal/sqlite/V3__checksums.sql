-- A bit that has changed on the disk is found before what it stands in is used. CRC-32C; null for what was kept before.
ALTER TABLE record ADD COLUMN json_sum INTEGER; -- of its number and the kind's, in eight bytes each (0 where there is none), and json
ALTER TABLE record ADD COLUMN raw_sum INTEGER; -- of its number, in eight bytes, and raw
ALTER TABLE aside ADD COLUMN edited_sum INTEGER;
ALTER TABLE differing ADD COLUMN json_sum INTEGER;
ALTER TABLE differing ADD COLUMN raw_sum INTEGER;
