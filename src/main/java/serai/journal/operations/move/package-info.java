/** Moves a journal from SQLite to PostgreSQL and back: {@link serai.journal.operations.move.JournalMove}. */
@NullMarked
package serai.journal.operations.move;

import org.jspecify.annotations.NullMarked;
