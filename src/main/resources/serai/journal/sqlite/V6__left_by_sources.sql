-- What of a source nothing purges by itself, in bytes, counted by the transactions that change it: nobody looks through the
-- journal for it. What comes in is counted by Serai, once a commit; what becomes of it later by the triggers below.
ALTER TABLE source ADD COLUMN unrouted_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN dead_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN differing_bytes INTEGER NOT NULL DEFAULT 0;
-- Differing events that nobody has decided about and that were too old.
ALTER TABLE source ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;

UPDATE source SET
    unrouted_bytes = (SELECT coalesce(sum(octet_length(json) + octet_length(raw)), 0) FROM record JOIN kind ON kind.nr = record.kind
                      WHERE kind.source = source.name AND instr(destinations, ' unrouted ') > 0
                        AND NOT EXISTS (SELECT 1 FROM aside WHERE aside.destination = 'unrouted' AND aside.seq = record.seq)),
    dead_bytes = (SELECT coalesce(sum(octet_length(json) + octet_length(raw) + coalesce(octet_length(translated), 0)
                                      + coalesce(octet_length(answer), 0) + coalesce(octet_length(edited), 0)), 0)
                  FROM aside JOIN record ON record.seq = aside.seq JOIN kind ON kind.nr = record.kind
                  WHERE aside.counted = 'dead' AND kind.source = source.name),
    differing_bytes = (SELECT coalesce(sum(octet_length(json) + octet_length(raw)), 0) FROM differing
                       WHERE differing.source = source.name AND state = 'dead');

CREATE TRIGGER unrouted_sent_on AFTER UPDATE OF kind ON record
WHEN instr((SELECT destinations FROM kind WHERE nr = OLD.kind), ' unrouted ') > 0
     AND instr((SELECT destinations FROM kind WHERE nr = NEW.kind), ' unrouted ') = 0
BEGIN
    UPDATE source SET unrouted_bytes = unrouted_bytes - octet_length(OLD.json) - octet_length(OLD.raw)
    WHERE name = (SELECT source FROM kind WHERE nr = OLD.kind);
END;

CREATE TRIGGER unrouted_given_up AFTER INSERT ON aside WHEN NEW.destination = 'unrouted'
BEGIN
    UPDATE source SET unrouted_bytes = unrouted_bytes
        - (SELECT octet_length(json) + octet_length(raw) FROM record WHERE seq = NEW.seq)
    WHERE name = (SELECT kind.source FROM record JOIN kind ON kind.nr = record.kind WHERE seq = NEW.seq);
END;

CREATE TRIGGER dead_letter_added AFTER INSERT ON aside WHEN NEW.counted = 'dead'
BEGIN
    UPDATE source SET dead_bytes = dead_bytes + (SELECT octet_length(json) + octet_length(raw) FROM record WHERE seq = NEW.seq)
        + coalesce(octet_length(NEW.translated), 0) + coalesce(octet_length(NEW.answer), 0) + coalesce(octet_length(NEW.edited), 0)
    WHERE name = (SELECT kind.source FROM record JOIN kind ON kind.nr = record.kind WHERE seq = NEW.seq);
END;

CREATE TRIGGER dead_letter_changed AFTER UPDATE ON aside WHEN OLD.counted = 'dead' OR NEW.counted = 'dead'
BEGIN
    UPDATE source SET dead_bytes = dead_bytes
        + (NEW.counted = 'dead') * ((SELECT octet_length(json) + octet_length(raw) FROM record WHERE seq = NEW.seq)
            + coalesce(octet_length(NEW.translated), 0) + coalesce(octet_length(NEW.answer), 0) + coalesce(octet_length(NEW.edited), 0))
        - (OLD.counted = 'dead') * ((SELECT octet_length(json) + octet_length(raw) FROM record WHERE seq = OLD.seq)
            + coalesce(octet_length(OLD.translated), 0) + coalesce(octet_length(OLD.answer), 0) + coalesce(octet_length(OLD.edited), 0))
    WHERE name = (SELECT kind.source FROM record JOIN kind ON kind.nr = record.kind WHERE seq = NEW.seq);
END;

CREATE TRIGGER differing_decided AFTER UPDATE OF state ON differing WHEN OLD.state = 'dead' AND NEW.state <> 'dead'
BEGIN
    UPDATE source SET differing_bytes = differing_bytes - octet_length(OLD.json) - octet_length(OLD.raw) WHERE name = OLD.source;
END;

CREATE TRIGGER differing_forgotten AFTER DELETE ON differing WHEN OLD.state = 'dead'
BEGIN
    UPDATE source SET differing_bytes = differing_bytes - octet_length(OLD.json) - octet_length(OLD.raw), forgotten = forgotten + 1
    WHERE name = OLD.source;
END;
