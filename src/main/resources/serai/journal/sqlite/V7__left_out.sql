-- How many of the delivered records the destination's route has left out: it has ended well and sent them nowhere.
ALTER TABLE destination ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;

-- Which records these are, a bit each, so that a replay that sends one takes it out of the count. A block has 4096 sequence
-- numbers; one without such a record has no row. Of records from before this table nothing is known: they count as sent.
CREATE TABLE left_out (
    destination TEXT    NOT NULL,
    block       INTEGER NOT NULL, -- the sequence number divided by 4096
    bits        BLOB    NOT NULL, -- the lowest bit of the first byte is the first number's
    PRIMARY KEY (destination, block)
) STRICT, WITHOUT ROWID;

-- How the last request left: the method and address, or the statement's file; and the body, up to a bound.
ALTER TABLE aside ADD COLUMN request TEXT;
ALTER TABLE aside ADD COLUMN request_body TEXT;

-- They count as bytes of dead letters, as the other columns do by the triggers of before.
CREATE TRIGGER dead_letter_request_added AFTER INSERT ON aside WHEN NEW.counted = 'dead' AND NEW.request IS NOT NULL
BEGIN
    UPDATE source SET dead_bytes = dead_bytes + octet_length(NEW.request) + coalesce(octet_length(NEW.request_body), 0)
    WHERE name = (SELECT kind.source FROM record JOIN kind ON kind.nr = record.kind WHERE seq = NEW.seq);
END;

CREATE TRIGGER dead_letter_request_changed AFTER UPDATE ON aside
WHEN (OLD.counted = 'dead' OR NEW.counted = 'dead') AND (OLD.request IS NOT NULL OR NEW.request IS NOT NULL)
BEGIN
    UPDATE source SET dead_bytes = dead_bytes
        + (NEW.counted = 'dead') * (coalesce(octet_length(NEW.request), 0) + coalesce(octet_length(NEW.request_body), 0))
        - (OLD.counted = 'dead') * (coalesce(octet_length(OLD.request), 0) + coalesce(octet_length(OLD.request_body), 0))
    WHERE name = (SELECT kind.source FROM record JOIN kind ON kind.nr = record.kind WHERE seq = NEW.seq);
END;
