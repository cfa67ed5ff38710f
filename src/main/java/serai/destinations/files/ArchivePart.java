package serai.destinations.files;

/**
 * One file of a series.
 *
 * @param series the series' key
 * @param number from 1
 */
record ArchivePart(String series, int number) {
}
