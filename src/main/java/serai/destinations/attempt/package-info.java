/** Deadlines for attempts to deliver, and interrupts that can't outlive a step. */
package serai.destinations.attempt;
