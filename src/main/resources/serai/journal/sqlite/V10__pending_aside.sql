-- What each look at a destination counts: its pending records that stand aside. By the index alone, since rows are wide, and dead
-- letters, records that a replay sends again and those decided about may be many.
CREATE INDEX aside_pending ON aside (destination, state, seq) WHERE counted = 'pending';
