/** The time limit of one attempt to deliver, and how a step is interrupted after that time. Nothing here retries. */
package serai.destinations.deadlines;
