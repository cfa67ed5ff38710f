/**
 * The journal's files: the lock of the data folder, the file systems that can be trusted, and the watch for files that others
 * move, delete or replace.
 */
@NullMarked
package serai.journal.sqlite.files;

import org.jspecify.annotations.NullMarked;
