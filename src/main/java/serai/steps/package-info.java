/**
 * Steps of routes: where they stand, why they fail, and the log of them. What is shown of an exchange has no secret, and nothing
 * of a person unless that was asked for.
 */
@NullMarked
package serai.steps;

import org.jspecify.annotations.NullMarked;
