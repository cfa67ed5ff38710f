/**
 * The journal's files: the lock of the data folder, the file systems that can be trusted, and the watch over what others do to
 * the files.
 */
package serai.journal.sqlite.files;
