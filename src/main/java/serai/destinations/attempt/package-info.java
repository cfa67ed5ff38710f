/** Deadlines of an attempt to deliver, and what a step may do to its thread. */
package serai.destinations.attempt;
