-- Appends change routed, pending and last_named at each commit, and a trigger costs more than the change itself. So statements that
-- change nothing but these three keep the sum themselves, and the trigger is not for them.
DROP TRIGGER destination_changed;
CREATE TRIGGER destination_changed
AFTER UPDATE OF cursor, delivered, dead_lettered, dropped, failures, next_attempt, refuse_next, given_up_to, ahead, left_out
    ON destination
BEGIN
    UPDATE destination
    SET sum = sum + NEW.cursor - OLD.cursor + NEW.routed - OLD.routed + NEW.delivered - OLD.delivered
            + NEW.pending - OLD.pending + NEW.dead_lettered - OLD.dead_lettered + NEW.dropped - OLD.dropped
            + NEW.failures - OLD.failures + coalesce(NEW.next_attempt, 0) - coalesce(OLD.next_attempt, 0)
            + NEW.refuse_next - OLD.refuse_next + coalesce(NEW.given_up_to, 0) - coalesce(OLD.given_up_to, 0)
            + coalesce(NEW.ahead, 0) - coalesce(OLD.ahead, 0) + NEW.left_out - OLD.left_out
            + NEW.last_named - OLD.last_named
    WHERE name = NEW.name;
END;
