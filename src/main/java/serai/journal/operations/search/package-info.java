/** Finding records: by their id, their learner, their course, their type and their time. */
@NullMarked
package serai.journal.operations.search;

import org.jspecify.annotations.NullMarked;
