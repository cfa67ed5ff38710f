/**
 * What the two platforms send, made into learning records. Tolerant of everything that their documents' own samples get
 * wrong, strict about what is missing. Here stands what the decoders in {@code mct} and {@code praesidium} share, and the words in
 * which a sender is told why its event is none.
 */
package serai.sources;

