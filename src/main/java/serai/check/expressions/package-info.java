/** Rules of expressions: samples are led through the routes, as far as that is possible without running them. */
@NullMarked
package serai.check.expressions;

import org.jspecify.annotations.NullMarked;
