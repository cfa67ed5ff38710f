/**
 * Finished files of an archive: the manifest that lists them, and how they are corrected and deleted. {@code ArchiveDisk}, by which
 * all of the archive reads and writes, stands here too.
 */
@NullMarked
package serai.destinations.files.finished;

import org.jspecify.annotations.NullMarked;
