/** The command {@code ./serai doctor}: which examinations a configuration needs, and how their results are printed. */
@NullMarked
package serai.cli.doctor;

import org.jspecify.annotations.NullMarked;
