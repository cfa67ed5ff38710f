/** The loaded routes as the page shows them: as a diagram, as YAML, and what they have come to. */
@NullMarked
package serai.console.routes;

import org.jspecify.annotations.NullMarked;
