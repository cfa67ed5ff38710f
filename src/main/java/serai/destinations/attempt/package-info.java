/** The time that one attempt to deliver may take, and how it is interrupted after that. Nothing is tried again here. */
package serai.destinations.attempt;
