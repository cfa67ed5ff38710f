/**
 * What operators decide, also beside a Serai that runs: dead letters, retry, edit, drop, replay, and destinations stopped or
 * resumed. Only rows are changed here; {@code serai.journal.delivery} delivers, and decides what is tried again by itself.
 */
package serai.journal.operations;
