/** The archive: files that grow and survive a crash. Serai truncates a file only where Serai itself has written. */
package serai.destinations.files;
