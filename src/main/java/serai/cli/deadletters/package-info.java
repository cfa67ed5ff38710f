/** The command {@code dead-letters}, for the dead letters of the journal and those of the broker. */
@NullMarked
package serai.cli.deadletters;

import org.jspecify.annotations.NullMarked;
