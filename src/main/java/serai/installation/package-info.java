/** How this Serai is installed, as a checkout or a distribution: what its command is called, and the jars that a user has added. */
@NullMarked
package serai.installation;

import org.jspecify.annotations.NullMarked;
