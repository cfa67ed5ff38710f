/** The loaded routes as the operations page shows them: as a diagram, as YAML, and with their counts and failures. */
@NullMarked
package serai.console.routes;

import org.jspecify.annotations.NullMarked;
