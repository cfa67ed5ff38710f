/** What operators did, when, and who: written with the act in one transaction. */
@NullMarked
package serai.journal.operations.audit;

import org.jspecify.annotations.NullMarked;
