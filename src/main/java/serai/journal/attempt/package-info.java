/**
 * One attempt at a delivery, as the destination's route and its last step see it: what the journal tells them, what they want
 * remembered, what was sent, and what a failure means. The package imports nothing of the journal.
 */
@NullMarked
package serai.journal.attempt;

import org.jspecify.annotations.NullMarked;
