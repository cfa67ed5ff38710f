/** Commands by which an organisation answers a person who asks what it has about them, or asks to be forgotten. */
@NullMarked
package serai.cli.privacy;

import org.jspecify.annotations.NullMarked;
