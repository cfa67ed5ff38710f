/**
 * Files and folders that hold personal data and passwords: only their owner can read and write them, and symbolic links are not
 * followed.
 */
@NullMarked
package serai.files;

import org.jspecify.annotations.NullMarked;
