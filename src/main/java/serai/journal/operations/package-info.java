/**
 * What operators can do with the journal, also beside a running Serai: retry, edit and drop dead letters, replay records,
 * resume or drop destinations.
 */
package serai.journal.operations;
