/** What the journal deletes when it is old enough, and how: by {@link serai.journal.sql.purge.Retention}. */
@NullMarked
package serai.journal.sql.purge;

import org.jspecify.annotations.NullMarked;
