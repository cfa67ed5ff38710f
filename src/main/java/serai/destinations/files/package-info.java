/** The archive: files that grow and survive a crash. After an unclean end a file is truncated to its remembered length. */
@NullMarked
package serai.destinations.files;

import org.jspecify.annotations.NullMarked;
