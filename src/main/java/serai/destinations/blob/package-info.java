/** Files as blobs of Azure Blob Storage: who signs in, how long an attempt may take. Its library comes with a profile only. */
@NullMarked
package serai.destinations.blob;

import org.jspecify.annotations.NullMarked;
