/** {@code ./serai people}: whose records wait, and who is linked to whom. */
@NullMarked
package serai.cli.people;

import org.jspecify.annotations.NullMarked;
