/** Reads files of the formats back, and finds out which learner each line is about. */
@NullMarked
package serai.formats.lines;

import org.jspecify.annotations.NullMarked;
