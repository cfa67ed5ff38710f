/** Finished files of an archive: the manifest that lists them, and how they are corrected and deleted. */
@NullMarked
package serai.destinations.files.finished;

import org.jspecify.annotations.NullMarked;
