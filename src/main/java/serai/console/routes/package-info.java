/** The loaded routes as the page shows them: their steps, their YAML, their counts and their last failures. */
@NullMarked
package serai.console.routes;

import org.jspecify.annotations.NullMarked;
