/** Reads a whole journal, and reports what of it is damaged. It changes nothing. */
@NullMarked
package serai.journal.operations.verify;

import org.jspecify.annotations.NullMarked;
