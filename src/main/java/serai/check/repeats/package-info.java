/** Rules about repeats: a record that is sent again after a failure must not be stored twice. */
@NullMarked
package serai.check.repeats;

import org.jspecify.annotations.NullMarked;
