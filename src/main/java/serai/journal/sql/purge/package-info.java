/** Deletes old data from the journal: {@link serai.journal.sql.purge.Retention} finds it, and the writer purges it. */
@NullMarked
package serai.journal.sql.purge;

import org.jspecify.annotations.NullMarked;
