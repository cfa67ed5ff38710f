/** The archive: files that grow, that a crash can't spoil, and that are never cut off but where Serai itself has written. */
package serai.destinations.files;
