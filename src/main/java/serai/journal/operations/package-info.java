/**
 * What operators decide, also beside a Serai that runs: dead letters, retry, edit, drop, replay, and destinations stopped or
 * resumed.
 */
package serai.journal.operations;
