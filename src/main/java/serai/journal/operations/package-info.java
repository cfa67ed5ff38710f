/**
 * What operators can do with the journal, also beside a running Serai: retry, edit and drop dead letters, replay records, resume or
 * drop destinations. This package only changes rows; {@code serai.journal.delivery} delivers, and decides what is retried.
 */
@NullMarked
package serai.journal.operations;

import org.jspecify.annotations.NullMarked;
