/** Rules about settings. */
@NullMarked
package serai.check.settings;

import org.jspecify.annotations.NullMarked;
