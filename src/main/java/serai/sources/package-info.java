/**
 * Decoders: make learning records of the events that the two platforms send. They tolerate every mistake that the samples in
 * the platforms' documents contain, and refuse events with missing values.
 */
package serai.sources;

