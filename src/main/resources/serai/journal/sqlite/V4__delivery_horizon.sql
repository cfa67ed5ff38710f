-- How far records may have been given to a destination's route without being noted, as the last settlement says: up to this
-- number, and so many behind the cursor. What comes again is told as a repeat by that, whatever the batch size is by then.
ALTER TABLE destination ADD COLUMN given_up_to INTEGER;
ALTER TABLE destination ADD COLUMN ahead INTEGER;
