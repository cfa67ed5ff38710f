/**
 * Limits what a destination may carry of a learner: it gets copies of records that lack fields, or have a pseudonym. The records
 * themselves stay as they are stored.
 */
@NullMarked
package serai.privacy;

import org.jspecify.annotations.NullMarked;
