-- The span that a record came with, for the deliveries of what stands aside: trace, span, flags, state (docs/journal.md). Of records
-- that were put aside before, or by an older version, there is none.
ALTER TABLE aside ADD COLUMN trace BLOB;
