/**
 * Who a learner is in the organisation: a directory of its people in memory, the order in which learners are looked for in it, and
 * the step of a destination's route that asks. What an operator has linked comes from the journal, by {@link
 * serai.people.LinkSource}.
 */
@NullMarked
package serai.people;

import org.jspecify.annotations.NullMarked;
