/** Files of the formats, read back: whose line each is. */
@NullMarked
package serai.formats.lines;

import org.jspecify.annotations.NullMarked;
