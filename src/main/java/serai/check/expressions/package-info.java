/** Rules about expressions. They read what a {@link serai.check.walk.SampleWalk} has found. */
@NullMarked
package serai.check.expressions;

import org.jspecify.annotations.NullMarked;
