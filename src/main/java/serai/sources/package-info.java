/**
 * Decoders: make learning records of the events that the two platforms send. They tolerate every mistake that the samples in
 * the platforms' documents contain, and refuse events with missing values. This package has what the decoders in {@code mct}
 * and {@code praesidium} share, and the words that tell a sender what is wrong with its event.
 */
@NullMarked
package serai.sources;

import org.jspecify.annotations.NullMarked;
