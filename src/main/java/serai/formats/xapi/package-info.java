/** xAPI statements, the same for 1.0.3 and 2.0.0. */
@NullMarked
package serai.formats.xapi;

import org.jspecify.annotations.NullMarked;
