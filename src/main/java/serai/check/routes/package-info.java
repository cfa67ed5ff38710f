/** Rules about routes: what they name, and how they are written. */
@NullMarked
package serai.check.routes;

import org.jspecify.annotations.NullMarked;
