/** The binary form of a record batch: what one commit appends. {@code docs/journal.md} has it byte by byte. */
@NullMarked
package serai.journal.sql.batch;

import org.jspecify.annotations.NullMarked;
