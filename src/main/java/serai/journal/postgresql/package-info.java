/**
 * The journal in PostgreSQL, which several instances of Serai share: its connections, what is asked of the server, how transactions
 * follow one another, and which instance delivers to which destination. What it has in common with other stores is in
 * {@link serai.journal.sql}.
 */
@NullMarked
package serai.journal.postgresql;

import org.jspecify.annotations.NullMarked;
