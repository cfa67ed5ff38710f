/** Files on an SFTP server: who signs in, which server is trusted, and how long an attempt may take. */
@NullMarked
package serai.destinations.sftp;

import org.jspecify.annotations.NullMarked;
