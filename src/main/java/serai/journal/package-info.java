/**
 * The journal's public types. An event that was appended survives, and reaches every destination that it was named for
 * (Guaranteed Delivery, EIP).
 *
 * <p>Sources get a {@link serai.journal.JournalWriter}, reports a {@link serai.journal.JournalReport}. {@code store} says what a
 * store has to do, {@code sql} does it, and {@code sqlite} and {@code postgresql} open it; {@code delivery} is one destination's
 * loop; {@code operations} is what operators decide; {@code camel} makes all of it the Camel component {@code journal:}.
 */
@NullMarked
package serai.journal;

import org.jspecify.annotations.NullMarked;
