/** The archive: files that grow and survive a crash. Serai truncates a file only where Serai itself has written. */
@NullMarked
package serai.destinations.files;

import org.jspecify.annotations.NullMarked;
