/**
 * What a destination may carry of a learner: copies of records without it, or with a pseudonym in its place. The records
 * themselves stay as they are stored.
 */
@NullMarked
package serai.privacy;

import org.jspecify.annotations.NullMarked;
