/** Uploads files to Azure Blob Storage: sign-in and time limits. The SDK comes with the Maven profile {@code azure-blob} only. */
@NullMarked
package serai.destinations.blob;

import org.jspecify.annotations.NullMarked;
