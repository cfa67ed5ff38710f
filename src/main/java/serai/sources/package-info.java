/**
 * What the two platforms send, made into learning records. Tolerant of everything that their documents' own samples get
 * wrong, strict about what is missing.
 */
package serai.sources;

